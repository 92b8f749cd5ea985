import { useEffect, useLayoutEffect, useRef, type CompositionEvent, type InputEvent as FieldInput } from "react";
import { grouped } from "../headless/pin.js";
import { edited } from "./pin-text.js";

export interface PinFieldProps {
  readonly digits: string;
  readonly length: number;
  readonly label: string;
  readonly describedBy: string;
  readonly invalid: boolean;
  readonly onDigits: (digits: string) => void;
}

/**
 * One field for the whole code: typed, pasted or filled in by the browser; what is missing shows as
 * pale zeros. The field keeps its own text, so that an input method may compose in it undisturbed.
 */
export function PinField({ digits, length, label, describedBy, invalid, onDigits }: PinFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const text = grouped(digits, length);
  const whole = grouped(digits.padEnd(length, "0"), length);

  useEffect(() => input.current?.focus({ preventScroll: true }), []);
  useLayoutEffect(() => {
    if (input.current && input.current.value !== text) input.current.value = text;
  }, [text]);

  const take = (field: HTMLInputElement, inputType: string): void => {
    const caret = field.selectionStart ?? field.value.length;
    const next = edited({ raw: field.value, caret, before: digits, inputType, length });
    field.value = next.text;
    field.setSelectionRange(next.caret, next.caret);
    onDigits(next.digits);
  };
  const onInput = (event: FieldInput<HTMLInputElement>): void => {
    const { isComposing, inputType } = event.nativeEvent as Partial<InputEvent>;
    if (!isComposing) take(event.currentTarget, inputType ?? "");
  };
  const onCompositionEnd = (event: CompositionEvent<HTMLInputElement>): void => take(event.currentTarget, "");

  return (
    <div className="pin-field" data-invalid={invalid || undefined} data-long={length > 11 || undefined}>
      <span className="pin-ghost" aria-hidden="true">
        <span className="pin-typed">{text}</span>
        {whole.slice(text.length)}
      </span>
      <input
        ref={input}
        data-test="pin-input"
        type="text"
        inputMode="numeric"
        autoComplete="one-time-code"
        enterKeyHint="go"
        spellCheck={false}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        defaultValue={text}
        onInput={onInput}
        onCompositionEnd={onCompositionEnd}
      />
    </div>
  );
}
