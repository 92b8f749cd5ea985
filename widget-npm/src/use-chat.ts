import { useSyncExternalStore } from "react";
import type { ChatPhase } from "./headless/phases.js";
import type { AssistedChat } from "./headless/surface.js";

/** The phase in which a store stands; the component draws itself again when it changes. */
export function useChat(chat: AssistedChat): ChatPhase {
  return useSyncExternalStore(chat.subscribe, chat.getSnapshot, chat.getSnapshot);
}
