/** Trying again while the service is away. */
import { pause, waitAfter } from "../patience.js";
import { Away } from "./api.js";

export interface Persistence {
  readonly signal: AbortSignal;
  /** Called with true at the first failure and with false once an answer came. */
  readonly away?: (isAway: boolean) => void;
}

/**
 * Repeats `task` while it rejects with `Away`, backing off and never earlier than the service
 * asked; any other rejection is passed on. Rejects with the signal's reason once it is aborted.
 */
export async function persist<T>(task: () => Promise<T>, { signal, away }: Persistence): Promise<T> {
  for (let failures = 0; ;) {
    signal.throwIfAborted();
    try {
      const answer = await task();
      signal.throwIfAborted();
      if (failures > 0) away?.(false);
      return answer;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Away)) {
        if (failures > 0) away?.(false);
        throw error;
      }
      if (++failures === 1) away?.(true);
      await pause(Math.max(waitAfter(failures), error.retryAfterMs ?? 0), signal);
    }
  }
}
