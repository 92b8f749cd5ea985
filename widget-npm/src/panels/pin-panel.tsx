import { useId, useState, type SubmitEvent as FormSubmit } from "react";
import type { PinPhase, PinTrouble } from "../headless/phases.js";
import { Heading } from "../parts/heading.js";
import { Note } from "../parts/note.js";
import { useSecondsUntil } from "../parts/use-seconds.js";
import type { WordsBefore } from "../words/words.js";
import { fill } from "../words/language.js";
import { shortDuration } from "../words/duration.js";
import type { PanelProps } from "./panel.js";
import { PinField } from "./pin-field.js";

/** The code: typed once, checked here before anything is sent. */
export function PinPanel({ phase, words, language, actions }: PanelProps<PinPhase, WordsBefore>) {
  const { trouble, sending, canShare, digits: length } = phase;
  const [digits, setDigits] = useState("");
  const hint = useId();
  const seconds = useSecondsUntil(trouble?.kind === "too_many" ? trouble.until : null);
  const mustWait = seconds > 0;
  const said = trouble && (trouble.kind !== "too_many" || mustWait) ? trouble : null;
  const places = { count: length, time: shortDuration(seconds, language) };

  const submit = (event: FormSubmit): void => {
    event.preventDefault();
    actions.submitPin(digits);
  };
  const onDigits = (next: string): void => {
    if (next === digits) return;
    setDigits(next);
    actions.editPin();
  };

  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Heading>{words.pinHeading}</Heading>
      {!canShare && <Note tone="warn">{words.cannotShare}</Note>}
      <PinField
        digits={digits}
        length={length}
        label={words.pinLabel}
        describedBy={hint}
        invalid={said !== null && said.kind !== "away"}
        onDigits={onDigits}
      />
      <div id={hint}>
        {said ? (
          <Note tone={said.kind === "away" ? "warn" : "bad"} urgent test="pin-error">
            {fill(troubleText(said, digits.length < length, words), places)}
          </Note>
        ) : (
          <p className="quiet">{fill(words.pinHint, places)}</p>
        )}
      </div>
      <button className="button push" data-test="pin-submit" type="submit" disabled={mustWait} aria-disabled={sending}>
        {sending ? words.pinSending : words.pinSubmit}
      </button>
      <p className="small quiet centred">{words.neverAsk}</p>
    </form>
  );
}

function troubleText(trouble: PinTrouble, isShort: boolean, words: WordsBefore): string {
  switch (trouble.kind) {
    case "mistyped":
      return isShort ? words.pinIncomplete : words.pinMistyped;
    case "refused":
      return words.pinRefused;
    case "too_many":
      return words.pinTooMany;
    case "away":
      return words.pinAway;
    case "failed":
      return words.pinFailed;
  }
}
