/**
 * The SDK sends a copy of the track that we hand over. What the page does to its own track from then
 * on reaches nobody, so the copy is stopped first wherever the page means to show less.
 */

/** What shows less: ending the capture, and Element and Region Capture (W3C), where the browser has them. */
const SHOWS_LESS = ["stop", "restrictTo", "cropTo"] as const;
type Act = (...args: unknown[]) => unknown;

/**
 * Calls `first` before the page's `stop`, `restrictTo` or `cropTo` of this track, until the returned
 * function is called. Restricting waits for `first`: a restricted picture must be shared anew.
 */
export function beforeShowingLess(track: MediaStreamTrack, first: () => Promise<void>): () => void {
  const own = SHOWS_LESS.filter((name) => typeof Reflect.get(track, name) === "function");
  for (const name of own) {
    const act = Reflect.get(track, name) as Act;
    const guarded: Act = (...args) => {
      const stopped = first();
      if (name !== "stop") return stopped.then(() => act.apply(track, args));
      void stopped.catch(() => undefined);
      return act.apply(track, args);
    };
    Object.defineProperty(track, name, { value: guarded, configurable: true });
  }
  return () => {
    for (const name of own) Reflect.deleteProperty(track, name);
  };
}
