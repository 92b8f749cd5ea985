import type { CallSession, CallSnapshot } from "@assisted-chat/widget/calling";
import { useSyncExternalStore } from "react";
import type { Kept } from "./kept";

const silent = { subscribe: () => () => undefined, getSnapshot: () => null };

/** What the session says now; null while there is none. */
export function useSnapshot(session: CallSession | null): CallSnapshot | null {
  const { subscribe, getSnapshot } = session ?? silent;
  return useSyncExternalStore<CallSnapshot | null>(
    session ? (listener) => session.subscribe(listener) : subscribe,
    session ? () => session.getSnapshot() : getSnapshot,
  );
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
