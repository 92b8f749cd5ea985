import type { CaptureTrouble } from "../headless/phases.js";
import type { Words } from "../words/words.js";

/** Why this tab isn't captured, and what to do. */
export function captureText(trouble: CaptureTrouble, words: Words): string {
  switch (trouble) {
    case "denied":
      return words.shareDenied;
    case "other_surface":
      return words.shareOther;
    case "failed":
      return words.shareFailed;
  }
}
