/** Spans of time, said in the fewest characters: units are abbreviated, so that no case is needed. */
import type { Language } from "./language.js";

/** "4 min" from a minute up, "25 s" below; rounded up, so that nobody tries too early. */
export function shortDuration(seconds: number, language: Language): string {
  const inMinutes = seconds > 60;
  const unit = inMinutes ? "minute" : "second";
  const value = inMinutes ? Math.ceil(seconds / 60) : Math.ceil(seconds);
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(value);
}

/** A clock's face: "3:07", "1:02:09". */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (part: number): string => String(part).padStart(2, "0");
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  return hours > 0 ? `${String(hours)}:${two(minutes)}:${two(rest)}` : `${String(minutes)}:${two(rest)}`;
}
