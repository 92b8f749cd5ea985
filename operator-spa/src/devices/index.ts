export { DevicesButton, type ChosenDevices } from "./devices-button";
export { createMediaPort, type Access, type MediaPort } from "./media-port";
