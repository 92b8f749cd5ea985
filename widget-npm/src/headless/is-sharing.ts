import type { CallPhase, ChatPhase } from "./phases.js";

/** Whether the picture of this tab flows to the operator, or would if the line were not broken. */
export function isSharing(phase: ChatPhase): boolean {
  return phase.phase === "call" && ((phase.captured && !phase.awaitsRelease) || isPicked(phase));
}

/** Whether what flows was chosen in the call service's own picker, and may be more than this tab. */
export function isPicked({ call }: CallPhase): boolean {
  return call?.servicePicker === "sharing";
}
