import { useEffect, useRef } from "react";
import { useAnnounce } from "../announce/announcer";
import { useWords } from "../language/provider";
import type { Chime } from "./chime";
import { alertWords } from "./words";

/** While nobody looks at the page, the chime asks again after this long. */
const RING_AGAIN_MS = 15_000;

/** Tells eye and ear that customers wait: the window's title, a soft sound, a polite sentence. */
export function useWaitingAlert(waiting: number, chime: Chime, soundOn: boolean): void {
  const words = useWords(alertWords);
  const announce = useAnnounce();
  const before = useRef(0);

  useEffect(() => {
    document.title =
      waiting > 0 ? `(${String(waiting)}) ${words.waiting(waiting)} · ${words.app}` : words.app;
  }, [waiting, words]);

  useEffect(() => {
    const more = waiting > before.current;
    before.current = waiting;
    if (!more) return;
    announce(words.arrived);
    if (soundOn) chime.ring();
  }, [announce, chime, soundOn, waiting, words]);

  useEffect(() => {
    if (waiting === 0 || !soundOn) return;
    const timer = setInterval(() => {
      if (document.hidden) chime.ring();
    }, RING_AGAIN_MS);
    return () => clearInterval(timer);
  }, [chime, soundOn, waiting]);
}
