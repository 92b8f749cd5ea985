import { CallError, type CallProvider, type CallSession } from "@assisted-chat/widget/calling";
import { createStore, type Watched } from "../store";
import type { CallLocks, HeldLock } from "./call-locks";
import type { Kept } from "./kept";
import { stayIn } from "./stay-in";

/**
 * Keeps the operator in one call, whatever the page shows meanwhile: joins it, joins it again
 * after a break, and sees to it that no second window does the same.
 */
export interface CallKeeper extends Watched<Kept> {
  /** Makes ready for a call of this service; asking again changes nothing. */
  readonly prepare: (kind: CallProvider["kind"]) => void;
  /** Wants to be in this call and in no other; asking again changes nothing. */
  readonly enter: (callId: string) => void;
  /** Takes the call away from the other window. */
  readonly takeOver: () => void;
  /** Tries once more after a failure. */
  readonly retry: () => void;
  /** Leaves the call, which goes on for the others. */
  readonly leave: () => void;
}

export interface KeeperOptions {
  readonly locks: CallLocks;
  /** Joins the call; rejects with a `CallError`, or an `ApiError` worth another try. */
  readonly join: (callId: string, signal: AbortSignal) => Promise<CallSession>;
  /** Fetches ahead what a call of this service needs. */
  readonly prepare: (kind: CallProvider["kind"]) => void;
  /** How long a window that is being closed may take to let go (milliseconds). */
  readonly patienceMs: number;
}

export function createCallKeeper({ locks, join, prepare, patienceMs }: KeeperOptions): CallKeeper {
  const store = createStore<Kept>({ phase: "none" });
  let visit: AbortController | null = null;

  async function keep(callId: string, signal: AbortSignal, first: Promise<HeldLock | null>): Promise<void> {
    for (let lock = await first; ; lock = null) {
      if (lock === null && !signal.aborted) {
        store.set({ phase: "elsewhere", callId });
        lock = await locks.await(callId, signal);
      }
      if (lock === null || signal.aborted) return lock?.release();
      const leaving = new AbortController();
      const lostOrLeft = AbortSignal.any([signal, leaving.signal]);
      void lock.lost.then(() => leaving.abort());
      try {
        await stayIn(callId, lostOrLeft, join, (next) => {
          if (!lostOrLeft.aborted) store.set(next);
        });
      } finally {
        lock.release();
      }
      if (!leaving.signal.aborted) return;
    }
  }

  function begin(callId: string, lock: () => Promise<HeldLock | null>): void {
    visit?.abort();
    const mine = (visit = new AbortController());
    store.set({ phase: "joining", callId, again: false, trouble: null });
    keep(callId, mine.signal, lock()).catch((error: unknown) => {
      if (mine.signal.aborted) return;
      store.set({ phase: "failed", callId, code: error instanceof CallError ? error.code : "failed" });
    });
  }

  function takeLock(callId: string): () => Promise<HeldLock | null> {
    return () => locks.take(callId, patienceMs);
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    prepare,
    enter(callId) {
      const now = store.get();
      if (now.phase === "none" || now.callId !== callId) begin(callId, takeLock(callId));
    },
    takeOver() {
      const now = store.get();
      if (now.phase === "elsewhere") begin(now.callId, () => locks.takeOver(now.callId));
    },
    retry() {
      const now = store.get();
      if (now.phase === "failed") begin(now.callId, takeLock(now.callId));
    },
    leave() {
      visit?.abort();
      visit = null;
      store.set({ phase: "none" });
    },
  };
}
