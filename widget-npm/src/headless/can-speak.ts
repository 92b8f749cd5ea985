import type { CallSnapshot } from "../calling/types.js";
import type { CallPhase } from "./phases.js";

/** Whether the operator can hear us here, or could at a press of the button; else the phone is still needed. */
export function canSpeak({ microphone }: CallSnapshot): boolean {
  return microphone === "on" || microphone === "muted";
}

/** Where the two hear each other by now: `both` here, or who is not heard here yet and needs the phone. */
export type Voices = "both" | "operator" | "nobody";

export function voicesHere({ operatorHeard }: CallPhase, call: CallSnapshot): Voices {
  if (!operatorHeard) return "nobody";
  return canSpeak(call) ? "both" : "operator";
}
