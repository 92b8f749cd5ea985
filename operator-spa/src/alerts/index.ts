export { createChime, type Chime } from "./chime";
export { SoundSwitch } from "./sound-switch";
export { useWaitingAlert } from "./use-waiting-alert";
