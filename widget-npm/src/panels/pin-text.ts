/** The code's field as text: grouped while one types, with the caret where one left it. */
import { digitsOf, grouped } from "../headless/pin.js";

export interface FieldText {
  readonly digits: string;
  readonly text: string;
  readonly caret: number;
}

export interface Edit {
  /** The field's text after the browser's own edit, and the caret in it. */
  readonly raw: string;
  readonly caret: number;
  /** The digits before the edit. */
  readonly before: string;
  /** The `inputType` of the browser's event. */
  readonly inputType: string;
  /** How many digits the code has. */
  readonly length: number;
}

/** What the field shows after an edit. */
export function edited({ raw, caret, before, inputType, length }: Edit): FieldText {
  let digits = digitsOf(raw).slice(0, length);
  let passed = Math.min(digitsOf(raw.slice(0, caret)).length, length);
  // Only a gap was deleted: the digit beyond it was meant.
  if (digits === before && inputType.startsWith("deleteContent")) {
    const at = inputType.endsWith("Forward") ? passed : passed - 1;
    digits = digits.slice(0, Math.max(at, 0)) + digits.slice(at + 1);
    passed = Math.max(Math.min(at, passed), 0);
  }
  const text = grouped(digits, length);
  return { digits, text, caret: caretAfter(text, passed) };
}

/** The place in `text` right behind so many digits. */
function caretAfter(text: string, passed: number): number {
  let seen = 0;
  let place = 0;
  while (place < text.length && seen < passed) {
    if (text[place] !== " ") seen += 1;
    place += 1;
  }
  return place;
}
