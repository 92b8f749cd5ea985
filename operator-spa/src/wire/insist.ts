import { Unreachable } from "./refusals";

/** How often and how patiently. */
export interface Insistence {
  readonly tries: number;
  /** Milliseconds before the second try; each later pause is twice as long. */
  readonly firstPauseMs: number;
}

const FOUR_TIMES: Insistence = { tries: 4, firstPauseMs: 500 };

/**
 * Repeats a request whose answer was lost. Only for requests that may be made twice; any other
 * error, and the last loss, is passed on.
 */
export async function insist<T>(ask: () => Promise<T>, { tries, firstPauseMs } = FOUR_TIMES): Promise<T> {
  for (let left = tries, pause = firstPauseMs; ; pause *= 2) {
    try {
      return await ask();
    } catch (error) {
      left -= 1;
      if (!(error instanceof Unreachable) || left === 0) throw error;
      const asked = (error.retryAfterSeconds ?? 0) * 1_000;
      await new Promise((resolve) => setTimeout(resolve, Math.max(pause, asked)));
    }
  }
}
