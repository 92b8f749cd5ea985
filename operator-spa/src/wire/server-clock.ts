/** The service's time as far as this machine can tell; a laptop's own clock may be minutes off. */
export interface ServerClock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Takes note of an answer's `Date` header, and of how long the answer took (milliseconds). */
  hear(dateHeader: string | null, roundTripMs: number): void;
}

/** The header counts whole seconds, so that on average the truth lies half a second later. */
const HALF_SECOND = 500;

/** Keeps the difference to the service's clock, trusting the quickest answer of the last minutes most. */
export function createServerClock(localNow: () => number): ServerClock {
  let offset = 0;
  let best = { roundTripMs: Infinity, heardAt: 0 };
  const trustedForMs = 5 * 60_000;
  return {
    now: () => localNow() + offset,
    hear(dateHeader, roundTripMs) {
      const said = dateHeader === null ? NaN : Date.parse(dateHeader);
      const heardAt = localNow();
      const stale = heardAt - best.heardAt > trustedForMs;
      if (Number.isNaN(said) || (roundTripMs >= best.roundTripMs && !stale)) return;
      best = { roundTripMs, heardAt };
      const difference = said + HALF_SECOND + roundTripMs / 2 - heardAt;
      // Below the header's own grain the local clock is the better one.
      offset = Math.abs(difference) < 2 * HALF_SECOND ? 0 : difference;
    },
  };
}
