import { sharingStanding, type SharingStanding } from "../headless/is-sharing.js";
import type { CallPhase } from "../headless/phases.js";
import { fill } from "./language.js";
import { shortName } from "./names.js";
import type { WordsAfter } from "./words.js";

const SAID: Readonly<Record<SharingStanding, keyof WordsAfter>> = {
  held: "callRelease",
  unheard: "callVoiceFirst",
  coming: "callSharingComes",
  shared: "callSharing",
  picked: "callPicked",
  offered: "callPicker",
  none: "callNotSharing",
};

/** How sharing stands, as it is shown and said aloud. */
export function sharingText(phase: CallPhase, words: WordsAfter): string {
  return fill(words[SAID[sharingStanding(phase)]], { name: shortName(phase.operatorName) });
}
