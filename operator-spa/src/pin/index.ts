export { spoken } from "./digits";
export { NewPinButton } from "./new-pin-button";
export { NoPinCard } from "./no-pin-card";
export { PinCard } from "./pin-card";
export { createPinDesk, type PinDesk, type PinInHand, type PinKept } from "./pin-desk";
export { pinSituation, type PinSituation } from "./situation";
export { pinWords } from "./words";
