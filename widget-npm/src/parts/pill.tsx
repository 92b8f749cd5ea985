import type { ChatPhase } from "../headless/phases.js";
import { isSharing, sharingStanding } from "../headless/is-sharing.js";
import type { Words } from "../words/words.js";
import { fill } from "../words/language.js";

export interface PillProps {
  readonly phase: ChatPhase;
  readonly words: Words;
  readonly onPress: () => void;
}

/** The folded panel: says what goes on, and opens again. */
export function Pill({ phase, words, onPress }: PillProps) {
  return (
    <button
      className="launcher pill"
      data-test="launcher"
      data-sharing={isSharing(phase) || undefined}
      type="button"
      aria-expanded="false"
      aria-haspopup="dialog"
      onClick={onPress}
    >
      <span className="dot" aria-hidden="true" />
      {pillText(phase, words)}
    </button>
  );
}

function pillText(phase: ChatPhase, words: Words): string {
  switch (phase.phase) {
    case "consent":
      return words.pillConsent;
    case "lobby":
      return fill(words.pillLobby, { code: phase.matchCode });
    case "call":
      if (sharingStanding(phase) === "picked") return words.callPicked;
      return isSharing(phase) ? words.pillSharing : words.pillCall;
    default:
      return words.launcher;
  }
}
