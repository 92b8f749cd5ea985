/** The right to be in a call, which only one window of this browser can have at a time. */
export interface HeldLock {
  release(): void;
  /** Resolves when another window takes the call over. */
  readonly lost: Promise<void>;
}

/** Hands out those rights. */
export interface CallLocks {
  /** The lock, or null when another window still has it after `patienceMs`. */
  take(callId: string, patienceMs: number): Promise<HeldLock | null>;
  /** The lock as soon as the window that has it lets go; rejects when `signal` aborts. */
  await(callId: string, signal: AbortSignal): Promise<HeldLock>;
  /** The lock at once, away from whoever has it. */
  takeOver(callId: string): Promise<HeldLock>;
}

/** Locks kept by the browser itself: they end with the window, however it ends. */
export function createWebLocks(locks: LockManager): CallLocks {
  function request(callId: string, options: LockOptions): Promise<HeldLock> {
    return new Promise((resolve, reject) => {
      let holding = false;
      let loseIt: () => void;
      const lost = new Promise<void>((lose) => (loseIt = lose));
      const hold = (): Promise<void> =>
        new Promise((release) => {
          holding = true;
          resolve({ release, lost });
        });
      locks.request(`assisted-chat:${callId}`, options, hold).catch((cause: unknown) => {
        // Held and rejected: somebody took it. Not held: we stopped waiting.
        if (holding) loseIt();
        else reject(cause instanceof Error ? cause : new Error("the lock was refused", { cause }));
      });
    });
  }
  return {
    async take(callId, patienceMs) {
      const signal = AbortSignal.timeout(patienceMs);
      try {
        return await request(callId, { signal });
      } catch (error) {
        if (signal.aborted) return null;
        throw error;
      }
    },
    await: (callId, signal) => request(callId, { signal }),
    takeOver: (callId) => request(callId, { steal: true }),
  };
}
