/** Door `.`: the widget as a React component. */
export { AssistedChat, type AssistedChatProps } from "./assisted-chat.js";
export { useChat } from "./use-chat.js";
export type { Theme, TokenName, Tokens } from "./theme/theme.js";
export type { Language } from "./words/language.js";
export type { Words } from "./words/words.js";
export type { ChatEvent, EndReason } from "./headless/phases.js";
