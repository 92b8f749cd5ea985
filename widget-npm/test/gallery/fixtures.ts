/** Every state that the widget can be in, as snapshots; the gallery shows them without a service. */
import type { Alarm, ChatPhase, EndReason } from "@assisted-chat/widget/headless";
import type { CallSnapshot } from "@assisted-chat/widget/calling";
import { ownPicture, operatorPicture } from "./pictures.js";
import type { StateName } from "./states.js";

const OPERATOR = "Jana Nováková";

type Phase<Name extends ChatPhase["phase"]> = Extract<ChatPhase, { phase: Name }>;

function pin(change: Partial<Phase<"pin">> = {}): ChatPhase {
  return { phase: "pin", digits: 10, sending: false, trouble: null, canShare: true, ...change };
}

function consent(change: Partial<Phase<"consent">> = {}): ChatPhase {
  return { phase: "consent", operatorName: OPERATOR, canShare: true, asking: false, trouble: null, ...change };
}

function lobby(change: Partial<Phase<"lobby">> = {}): ChatPhase {
  return {
    phase: "lobby",
    operatorName: OPERATOR,
    matchCode: "47",
    canShare: true,
    captured: true,
    microphone: "ready",
    trouble: null,
    away: false,
    ...change,
  };
}

const line: CallSnapshot = {
  connection: "connected",
  microphone: "on",
  camera: "off",
  sharing: null,
  ownCamera: null,
  remoteVideos: [],
  peerPresent: true,
  dataChannel: "open",
  sound: "playing",
};

function call(change: Partial<Phase<"call">> = {}, changeOfLine: Partial<CallSnapshot> = {}): ChatPhase {
  const sharing = change.captured === false ? null : new MediaStream();
  return {
    phase: "call",
    operatorName: OPERATOR,
    since: Date.now() - 192_000,
    canShare: true,
    captured: true,
    joining: false,
    awaitsRelease: false,
    awaitsVoice: false,
    returned: false,
    met: true,
    operatorHeard: true,
    call: { ...line, sharing, ...changeOfLine },
    interruptedSince: null,
    trouble: null,
    ...change,
  };
}

function ended(reason: EndReason, alarm: Alarm = null): ChatPhase {
  return { phase: "ended", reason, alarm, operatorName: OPERATOR };
}

export interface Fixture {
  readonly phase: () => ChatPhase;
  /** Digits that stand in the code's field. */
  readonly typed?: string;
  readonly folded?: boolean;
}

const still = { connection: "reconnecting", peerPresent: false } as const;
const gone = { connection: "connecting", peerPresent: false } as const;

export const FIXTURES: Readonly<Record<StateName, Fixture>> = {
  idle: { phase: () => ({ phase: "idle", returning: false }) },
  returning: { phase: () => ({ phase: "idle", returning: true }) },
  pin: { phase: () => pin() },
  "pin-typed": { phase: () => pin(), typed: "482913" },
  "pin-sending": { phase: () => pin({ sending: true }), typed: "4829135575" },
  "pin-mistyped": { phase: () => pin({ trouble: { kind: "mistyped" } }), typed: "4829135571" },
  "pin-incomplete": { phase: () => pin({ trouble: { kind: "mistyped" } }), typed: "48291355" },
  "pin-refused": { phase: () => pin({ trouble: { kind: "refused" } }), typed: "4829135575" },
  "pin-too-many": {
    phase: () => pin({ trouble: { kind: "too_many", until: Date.now() + 239_000 } }),
    typed: "4829135575",
  },
  "pin-away": { phase: () => pin({ sending: true, trouble: { kind: "away" } }), typed: "4829135575" },
  "pin-failed": { phase: () => pin({ trouble: { kind: "failed" } }), typed: "4829135575" },
  "pin-cannot-share": { phase: () => pin({ canShare: false }) },
  "pin-14-digits": { phase: () => pin({ digits: 14 }), typed: "48291355" },
  consent: { phase: () => consent() },
  "consent-asking": { phase: () => consent({ asking: true }) },
  "consent-denied": { phase: () => consent({ trouble: "denied" }) },
  "consent-other": { phase: () => consent({ trouble: "other_surface" }) },
  "consent-failed": { phase: () => consent({ trouble: "failed" }) },
  "consent-cannot-share": { phase: () => consent({ canShare: false }) },
  "consent-long-name": { phase: () => consent({ operatorName: "Ing. Maximiliána Wolfeschlegelsteinhausenová" }) },
  lobby: { phase: () => lobby() },
  "lobby-voice": { phase: () => lobby({ captured: false }) },
  "lobby-no-microphone": { phase: () => lobby({ microphone: "denied" }) },
  "lobby-away": { phase: () => lobby({ away: true }) },
  "call-connecting": { phase: () => call({ met: false, joining: true, since: Date.now() - 1_000, call: null }) },
  call: { phase: () => call() },
  "call-video": {
    phase: () => call({}, { remoteVideos: [operatorPicture()], camera: "on", ownCamera: ownPicture() }),
  },
  "call-not-sharing": { phase: () => call({ captured: false }, { microphone: "muted" }) },
  "call-returned": { phase: () => call({ captured: false, returned: true }) },
  "call-release": { phase: () => call({ awaitsRelease: true }) },
  "call-voice-first": { phase: () => call({ awaitsVoice: true }, { sharing: null }) },
  "call-service-picker": { phase: () => call({ captured: false }, { servicePicker: "offered" }) },
  "call-picked": { phase: () => call({ captured: false }, { servicePicker: "sharing" }) },
  "call-broken": { phase: () => call({ interruptedSince: Date.now() - 2_000 }, still) },
  "call-broken-long": { phase: () => call({ interruptedSince: Date.now() - 31_000 }, still) },
  "call-alone": { phase: () => call({}, gone) },
  "call-sound": { phase: () => call({ captured: false, returned: true }, { sound: "blocked" }) },
  "call-microphone-denied": {
    phase: () => call({ trouble: { about: "microphone", code: "permission_denied" } }, { microphone: "denied" }),
  },
  "call-camera-missing": { phase: () => call({ trouble: { about: "camera", code: "no_device" } }) },
  "call-sharing-denied": { phase: () => call({ captured: false, trouble: { about: "sharing", code: "denied" } }) },
  "call-join-failed": { phase: () => call({ met: false, call: null, trouble: { about: "joining", code: "failed" } }) },
  "call-join-away": { phase: () => call({ met: false, call: null, trouble: { about: "joining", code: "network" } }) },
  "call-joining-again": {
    phase: () => call({ met: false, joining: true, call: null, trouble: { about: "joining", code: "failed" } }),
  },
  "pill-consent": { phase: () => consent(), folded: true },
  "pill-lobby": { phase: () => lobby(), folded: true },
  "pill-sharing": { phase: () => call(), folded: true },
  "pill-call": { phase: () => call({ captured: false }), folded: true },
  "ended-operator": { phase: () => ended("operator") },
  "ended-expired": { phase: () => ended("expired") },
  "ended-left": { phase: () => ended("left") },
  "ended-turned-away": { phase: () => ended("turned_away") },
  "ended-lobby": { phase: () => ended("lobby_timeout") },
  "ended-operator-hung-up": { phase: () => ended("operator", "possible") },
  "ended-distrust-telling": { phase: () => ended("distrust", "telling") },
  "ended-distrust": { phase: () => ended("distrust", "told") },
  "ended-distrust-not-told": { phase: () => ended("distrust", "failed") },
  "ended-other-tab": { phase: () => ended("other_tab") },
  "ended-lost": { phase: () => ended("lost") },
};
