import { CallError, type CallErrorCode, type CallSession } from "@assisted-chat/widget/calling";
import { isRefused } from "../wire/refusals";
import type { Kept } from "./kept";

/** What no second try mends. */
const FINAL: readonly CallErrorCode[] = ["unsupported", "call_ended"];
const LONGEST_PAUSE_MS = 8_000;

/**
 * Joins, stays until the connection is gone for good, joins again; until `signal` aborts.
 * Rejects with the `CallError` after which trying again is pointless.
 */
export async function stayIn(
  callId: string,
  signal: AbortSignal,
  join: (callId: string, signal: AbortSignal) => Promise<CallSession>,
  tell: (kept: Kept) => void,
): Promise<void> {
  const leaving = (): boolean => signal.aborted;
  let failures = 0;
  let again = false;
  let trouble: CallErrorCode | null = null;
  while (!leaving()) {
    tell({ phase: "joining", callId, again, trouble });
    trouble = null;
    try {
      const session = await join(callId, signal);
      if (!leaving()) tell({ phase: "in", callId, session });
      const lived = await untilGone(session, signal);
      await session.leave();
      again ||= lived;
      if (lived) failures = 0;
    } catch (error) {
      if (leaving()) return;
      if (isRefused(error, "call_closed", "left", "turned_away", "call_not_found")) {
        throw new CallError("call_ended", "The call has ended.", { cause: error });
      }
      // What is wrong with our own service is told elsewhere on the page.
      if (error instanceof CallError) {
        if (FINAL.includes(error.code)) throw error;
        trouble = error.code;
      }
    }
    failures += 1;
    await pause(Math.min(LONGEST_PAUSE_MS, 250 * 2 ** failures), signal);
  }
}

/** Resolves when the session is over or we are to leave; true when it had been connected. */
function untilGone(session: CallSession, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    let lived = false;
    const look = (): void => {
      const { connection } = session.getSnapshot();
      lived ||= connection === "connected";
      if (connection !== "disconnected" && !signal.aborted) return;
      stopListening();
      signal.removeEventListener("abort", look);
      resolve(lived);
    };
    const stopListening = session.subscribe(look);
    signal.addEventListener("abort", look);
    look();
  });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}
