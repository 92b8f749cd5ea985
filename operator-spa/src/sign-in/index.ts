export { signInAddress, signInAgainAddress, signOutAddress } from "./addresses";
export { Asking, Nobody, RoleMissing, SignedInAgain } from "./doors";
export { ExpiredBar } from "./expired-bar";
export { useSignIn, type SignIn } from "./use-sign-in";
