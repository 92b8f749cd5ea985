import type { WordsBefore } from "../words/words.js";
import { PhoneIcon } from "./icons.js";

export interface LauncherProps {
  /** A call from before a reload is being found again: there is nothing to press. */
  readonly returning: boolean;
  readonly words: WordsBefore;
  readonly onPress: () => void;
}

/** The way in, in the corner of the page. */
export function Launcher({ returning, words, onPress }: LauncherProps) {
  if (returning) {
    return (
      <p className="launcher pill" role="status">
        {words.returning}
      </p>
    );
  }
  return (
    <button
      className="launcher"
      data-test="launcher"
      type="button"
      aria-expanded="false"
      aria-haspopup="dialog"
      onClick={onPress}
    >
      <PhoneIcon />
      {words.launcher}
    </button>
  );
}
