import type { CallSnapshot } from "../calling/types.js";

/** Whether the operator can hear us here, or could at a press of the button; else the phone is still needed. */
export function canSpeak({ microphone }: CallSnapshot): boolean {
  return microphone === "on" || microphone === "muted";
}
