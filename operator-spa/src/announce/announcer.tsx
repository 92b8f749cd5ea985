import { createContext, useCallback, useContext, useEffect, useState, type ReactNode } from "react";
import { ForTheEar } from "../look/hidden";

type Announce = (text: string) => void;

const FORGOTTEN_MS = 8_000;

const AnnounceContext = createContext<Announce | null>(null);

/** Holds the page's polite live region, which must stand there before anything is said in it. */
export function Announcer({ children }: { readonly children: ReactNode }): ReactNode {
  // Two lines taking turns: the same sentence said twice is a change, and so is heard twice.
  const [said, setSaid] = useState<{ readonly turn: 0 | 1; readonly text: string }>({ turn: 0, text: "" });
  const announce = useCallback<Announce>(
    (text) => setSaid((was) => ({ turn: was.turn === 0 ? 1 : 0, text })),
    [],
  );
  // What was said is over: a reader who comes by later must not meet it as news.
  useEffect(() => {
    if (said.text === "") return;
    const timer = setTimeout(() => setSaid((was) => ({ ...was, text: "" })), FORGOTTEN_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <AnnounceContext value={announce}>
      {children}
      <ForTheEar>
        <span role="status" aria-live="polite">
          <span>{said.turn === 0 ? said.text : ""}</span>
          <span>{said.turn === 1 ? said.text : ""}</span>
        </span>
      </ForTheEar>
    </AnnounceContext>
  );
}

/** Says a sentence to screen readers once they have finished theirs. */
export function useAnnounce(): Announce {
  const announce = useContext(AnnounceContext);
  if (announce === null) throw new Error("useAnnounce: put an <Announcer> around the view.");
  return announce;
}
