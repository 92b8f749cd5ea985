import type { CallPhase, ChatPhase } from "./phases.js";

/** How this tab's picture stands in the call. */
export type SharingStanding =
  /** Captured; the service wants a second click. */
  | "held"
  /** Captured; held until both could hear each other here. */
  | "unheard"
  /** Captured; the operator sees it once they are connected. */
  | "coming"
  /** It flows to the operator, or would if the line were not broken. */
  | "shared"
  /** What flows was chosen in the call service's own picker, and may be more than this tab. */
  | "picked"
  /** The call service takes no capture of ours, and would have the customer choose in its own picker. */
  | "offered"
  | "none";

/** What may be said of sharing: nothing counts as shared that the call does not carry, or that nobody was there to see. */
export function sharingStanding({ captured, awaitsRelease, awaitsVoice, met, call }: CallPhase): SharingStanding {
  if (call?.servicePicker === "sharing") return "picked";
  if (captured && awaitsRelease) return "held";
  if (captured && awaitsVoice) return "unheard";
  if (captured) return met && call && call.sharing !== null ? "shared" : "coming";
  return call?.servicePicker === "offered" ? "offered" : "none";
}

/** Whether a picture flows to the operator, or would if the line were not broken. */
export function isSharing(phase: ChatPhase): boolean {
  return phase.phase === "call" && ["shared", "picked"].includes(sharingStanding(phase));
}
