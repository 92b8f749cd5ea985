import { playTwoNotes } from "../sound/two-notes";

/** The sound for "somebody waits". */
export interface Chime {
  /** Rings, or does nothing while the browser still holds sound back. */
  ring(): void;
}

/**
 * A chime that becomes audible with the first click or key on the page: browsers let no page
 * make a sound before that.
 */
export function createChime(): Chime {
  let context: AudioContext | null = null;
  const unlock = (): void => {
    context ??= new AudioContext();
    if (context.state === "suspended") context.resume().catch(() => undefined);
  };
  for (const touch of ["pointerup", "keydown"]) {
    document.addEventListener(touch, unlock, { capture: true, passive: true });
  }
  return {
    ring() {
      if (context?.state === "running") void playTwoNotes(context);
    },
  };
}
