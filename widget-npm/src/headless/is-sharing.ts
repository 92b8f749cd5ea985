import type { ChatPhase } from "./phases.js";

/** Whether the picture of this tab flows to the operator, or would if the line were not broken. */
export function isSharing(phase: ChatPhase): boolean {
  return phase.phase === "call" && phase.captured && !phase.awaitsRelease;
}
