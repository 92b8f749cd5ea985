import type { CallLocks, HeldLock } from "../src/stage";

/** Locks as several windows of one browser share them: make one, hand it to each window. */
export function createSharedLocks(): CallLocks {
  const held = new Map<string, () => void>();
  const queues = new Map<string, (() => void)[]>();

  function grant(callId: string): HeldLock {
    let loseIt = (): void => undefined;
    const lost = new Promise<void>((lose) => (loseIt = lose));
    held.set(callId, loseIt);
    return {
      lost,
      release() {
        if (held.get(callId) !== loseIt) return;
        held.delete(callId);
        queues.get(callId)?.shift()?.();
      },
    };
  }
  return {
    take: (callId) => Promise.resolve(held.has(callId) ? null : grant(callId)),
    await: (callId, signal) =>
      new Promise((resolve, reject) => {
        if (!held.has(callId)) return resolve(grant(callId));
        const turn = (): void => resolve(grant(callId));
        queues.set(callId, [...(queues.get(callId) ?? []), turn]);
        signal.addEventListener("abort", () => {
          queues.set(
            callId,
            (queues.get(callId) ?? []).filter((each) => each !== turn),
          );
          reject(new DOMException("Aborted", "AbortError"));
        });
      }),
    takeOver(callId) {
      held.get(callId)?.();
      return Promise.resolve(grant(callId));
    },
  };
}
