import { useEffect, useState } from "react";

/** Long enough for one change to follow on the heels of another: a peer that goes, then the end of the call. */
const SETTLED_MS = 600;

/** The text once it has stood for a moment, so that nothing is said aloud that was not to last. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
