import type { CallSession, CallSnapshot } from "@assisted-chat/widget/calling";
import { useCallback, useSyncExternalStore } from "react";
import type { Kept } from "./kept";

/** What the session says now; null while there is none. */
export function useSnapshot(session: CallSession | null): CallSnapshot | null {
  const subscribe = useCallback(
    (listener: () => void) => session?.subscribe(listener) ?? (() => undefined),
    [session],
  );
  return useSyncExternalStore(subscribe, () => session?.getSnapshot() ?? null);
}

/** The session of the call that this window is in, if it is in it. */
export function sessionOf(kept: Kept, callId: string): CallSession | null {
  return kept.phase === "in" && kept.callId === callId ? kept.session : null;
}

export type Line = "joining" | "connecting" | "connected" | "reconnecting";

/** How the connection stands, in one word for which there are words. */
export function lineOf(kept: Kept, snapshot: CallSnapshot | null): Line {
  if (kept.phase === "joining") return kept.again ? "reconnecting" : "joining";
  const connection = snapshot?.connection ?? "connecting";
  return connection === "disconnected" ? "reconnecting" : connection;
}
