import type { ReactNode, RefObject } from "react";
import type { ChatPhase } from "../headless/phases.js";
import type { WordsBefore } from "../words/words.js";
import { fill } from "../words/language.js";
import { useEscape } from "./use-escape.js";
import { CloseIcon, FoldIcon, PhoneIcon } from "./icons.js";

export interface FrameProps {
  readonly phase: ChatPhase;
  readonly words: WordsBefore;
  /** A letter or two; a telephone unless given. */
  readonly mark: string | undefined;
  readonly panelRef: RefObject<HTMLDivElement | null>;
  readonly children: ReactNode;
  /** Puts the panel away: for good where nothing goes on, else folded. */
  readonly onAway: () => void;
}

/** Code, consent, number: the steps before the call. */
const STEPS: Readonly<Partial<Record<ChatPhase["phase"], number>>> = { pin: 1, consent: 2, lobby: 3 };

/** The panel around every phase: mark, title, steps, and the way to put it away. */
export function Frame({ phase, words, mark, panelRef, children, onAway }: FrameProps) {
  const goesOn = phase.phase === "consent" || phase.phase === "lobby" || phase.phase === "call";
  const step = STEPS[phase.phase];
  useEscape(panelRef, onAway);
  return (
    <div className="panel" role="dialog" aria-label={words.title} ref={panelRef} tabIndex={-1}>
      <header className="top">
        <span className="mark" aria-hidden="true">
          {mark ?? <PhoneIcon />}
        </span>
        <strong className="title">{words.title}</strong>
        <button
          className="away"
          data-test={goesOn ? "fold" : "close"}
          type="button"
          aria-label={goesOn ? words.fold : words.close}
          onClick={onAway}
        >
          {goesOn ? <FoldIcon /> : <CloseIcon />}
        </button>
      </header>
      {step !== undefined && (
        <div className="steps" role="img" aria-label={fill(words.step, { step })}>
          {[1, 2, 3].map((each) => (
            <i key={each} data-on={each <= step || undefined} />
          ))}
        </div>
      )}
      <div className="body">{children}</div>
    </div>
  );
}
