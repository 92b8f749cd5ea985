import { createStore, type Watched } from "../store";

/** What the last answers say about the way to the service. */
export interface Reach {
  /** Nobody answers; what is on the screen is the last that was known. */
  readonly away: boolean;
  /** The service no longer knows who we are. */
  readonly signedOut: boolean;
}

export type Outcome = "answered" | "away" | "signed-out";

/** Watches every request's outcome. */
export interface ReachWatch extends Watched<Reach> {
  readonly note: (outcome: Outcome) => void;
}

/** One lost answer is a hiccup; from the second on the operator is told. */
const LOST_BEFORE_TELLING = 2;

export function createReachWatch(): ReachWatch {
  const store = createStore<Reach>({ away: false, signedOut: false });
  let lost = 0;
  const become = (next: Reach): void => {
    const was = store.get();
    if (was.away !== next.away || was.signedOut !== next.signedOut) store.set(next);
  };
  return {
    get: store.get,
    subscribe: store.subscribe,
    note(outcome) {
      lost = outcome === "away" ? lost + 1 : 0;
      const was = store.get();
      if (outcome === "answered") become({ away: false, signedOut: false });
      else if (outcome === "signed-out") become({ away: false, signedOut: true });
      else become({ ...was, away: lost >= LOST_BEFORE_TELLING });
    },
  };
}
