import { Unreachable } from "./wire/refusals";

/** A question asked again and again. */
export interface Poll {
  readonly start: () => void;
  /** Asks no more, and lets go of a question under way. */
  readonly stop: () => void;
  /** Asks at once instead of at the next turn. */
  readonly now: () => void;
}

/** How `createPoll` spaces its questions. */
export interface PollPace {
  /** Milliseconds until the next question after a good answer. */
  pauseMs(): number;
  /** The longest pause while nobody answers. */
  readonly longestMs: number;
}

/**
 * Asks, waits, asks again. While the service cannot be reached the pauses double; coming back
 * online or back to the tab asks at once. `ask` deals with its own refusals: one that escapes
 * is treated as "not reached".
 */
export function createPoll(ask: (signal: AbortSignal) => Promise<void>, pace: PollPace): Poll {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | null = null;
  let running = false;
  let failures = 0;

  const turn = async (): Promise<void> => {
    clearTimeout(timer);
    if (!running || asking) return;
    const mine = new AbortController();
    asking = mine;
    let pause: number;
    try {
      await ask(mine.signal);
      failures = 0;
      pause = pace.pauseMs();
    } catch (cause) {
      failures += 1;
      const asked = cause instanceof Unreachable ? (cause.retryAfterSeconds ?? 0) * 1_000 : 0;
      pause = Math.max(asked, Math.min(pace.longestMs, pace.pauseMs() * 2 ** failures));
    }
    if (asking !== mine) return;
    asking = null;
    timer = setTimeout(() => void turn(), pause);
  };
  const wake = (): void => {
    if (document.visibilityState === "visible") void turn();
  };

  return {
    start() {
      if (running) return;
      running = true;
      window.addEventListener("online", wake);
      document.addEventListener("visibilitychange", wake);
      void turn();
    },
    stop() {
      running = false;
      window.removeEventListener("online", wake);
      document.removeEventListener("visibilitychange", wake);
      clearTimeout(timer);
      asking?.abort();
      asking = null;
    },
    now() {
      asking?.abort();
      asking = null;
      void turn();
    },
  };
}
