import { hrefOf } from "../route";

/** The sign-in page of the platform, which afterwards leads back to `returnTo`. */
export function signInAddress(
  signInPath: string,
  returnTo: Pick<Location, "pathname" | "search" | "hash">,
): string {
  const back = returnTo.pathname + returnTo.search + returnTo.hash;
  return `${signInPath}?post_login_redirect_uri=${encodeURIComponent(back)}`;
}

/** The same for a second window, which only says that it may be closed. */
export function signInAgainAddress(signInPath: string, here: Pick<Location, "pathname" | "search">): string {
  const hash = hrefOf({ at: "signed-in" });
  return signInAddress(signInPath, { pathname: here.pathname, search: here.search, hash });
}

/** Signs out and shows the app's door again. */
export function signOutAddress(signOutPath: string, here: Pick<Location, "pathname" | "search">): string {
  return `${signOutPath}?post_logout_redirect_uri=${encodeURIComponent(here.pathname + here.search)}`;
}
