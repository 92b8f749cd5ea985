/** The phase that follows from what is known once a code was accepted. */
import type { CallSnapshot } from "../../calling/types.js";
import { canShareTab } from "../can-share.js";
import type { CallTrouble, CaptureTrouble, ChatPhase, MicrophoneReadiness } from "../phases.js";

export interface Facts {
  readonly operatorName: string;
  readonly matchCode: string;
  /** The customer has said what to share. */
  readonly decided: boolean;
  /** Epoch milliseconds; null while waiting. */
  readonly admittedAt: number | null;
  readonly tab: { readonly captured: boolean; readonly trouble: CaptureTrouble | null; readonly asking: boolean };
  readonly microphone: MicrophoneReadiness;
  /** The picture may flow. */
  readonly released: boolean;
  /** Operator and customer could hear each other, or the picture need not wait for that. */
  readonly heard: boolean;
  readonly returned: boolean;
  readonly met: boolean;
  readonly operatorHeard: boolean;
  readonly joining: boolean;
  readonly call: CallSnapshot | null;
  readonly callTrouble: CallTrouble | null;
  readonly interruptedSince: number | null;
}

/** A service that takes no capture of ours offers its own picker instead; the offer says enough. */
function unlessOffered(trouble: CallTrouble | null, call: CallSnapshot | null): CallTrouble | null {
  const refused = trouble?.about === "sharing" && trouble.code === "unsupported";
  return refused && call?.servicePicker === "offered" ? null : trouble;
}

export function phaseOf(facts: Facts): ChatPhase {
  const { operatorName, tab, admittedAt, matchCode, microphone, interruptedSince } = facts;
  const { captured, trouble, asking } = tab;
  const common = { operatorName, canShare: canShareTab() };
  if (!facts.decided) return { phase: "consent", ...common, asking, trouble };
  if (admittedAt === null) {
    return { phase: "lobby", ...common, matchCode, captured, microphone, trouble, away: interruptedSince !== null };
  }
  const { returned, met, operatorHeard, joining, call, callTrouble } = facts;
  return {
    phase: "call",
    ...common,
    since: admittedAt,
    captured,
    joining,
    awaitsRelease: captured && !facts.released,
    awaitsVoice: captured && facts.released && !facts.heard && call?.peerPresent === true,
    returned,
    met,
    operatorHeard,
    call,
    interruptedSince,
    trouble: trouble === null ? unlessOffered(callTrouble, call) : { about: "sharing", code: trouble },
  };
}
