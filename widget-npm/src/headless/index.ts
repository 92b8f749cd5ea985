/** Door `./headless`: the journey without a user interface. */
export { createAssistedChat } from "./assisted-chat.js";
export type { AssistedChat, AssistedChatActions, AssistedChatOptions, ChatMessages } from "./surface.js";
export type { CallingModule, LoadCalling } from "./joined/live-call.js";
export type {
  CallPhase,
  CallTrouble,
  CaptureTrouble,
  ChatEvent,
  ChatPhase,
  ConsentPhase,
  EndedPhase,
  Alarm,
  EndReason,
  IdlePhase,
  LobbyPhase,
  MicrophoneReadiness,
  PinPhase,
  PinTrouble,
} from "./phases.js";
export { digitsOf, grouped, isWhole } from "./pin.js";
