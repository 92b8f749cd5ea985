import type { CallSnapshot } from "@assisted-chat/widget/calling";
import { aCall, aCustomer, anEndedCall, at, minji, nobody } from "../testing/people";
import type { Me, Participant } from "../src/wire/shapes";
import type { ScriptedService } from "../testing/scripted-service";
import type { ScriptedSession } from "../testing/scripted-session";
import type { CallLocks } from "../src/stage";
import { aPaintedCamera, aPaintedPicture } from "./pictures";

/** A page as the gallery sets it up. */
export interface Set {
  readonly service: ScriptedService;
  /** Shared with the browser's other windows. */
  readonly locks: CallLocks;
  /** Stops the clock at this time (milliseconds). */
  readonly stopClock: (now: number) => void;
  /** What the next session says when it is joined. */
  readonly onJoin: (snapshot: Partial<CallSnapshot>) => void;
  /** The session once it has been joined. */
  readonly joined: () => Promise<ScriptedSession>;
  /** The element, as soon as it is there. */
  readonly find: (selector: string) => Promise<HTMLElement>;
  readonly type: (selector: string, text: string) => Promise<void>;
  readonly press: (selector: string) => Promise<void>;
  readonly pause: (ms: number) => Promise<void>;
}

/** A state of the page: where it opens, what is prepared, and what is done once it is open. */
export interface State {
  readonly callId?: string;
  prepare?(set: Set): void | Promise<void>;
  play?(set: Set): Promise<void>;
}

/** Sunday, 22 November 2026, 13:31 UTC. */
export const NOON = Date.UTC(2026, 10, 22, 13, 31, 0);
const MINUTE = 60_000;
const HERE = "call_here";

/** An afternoon's work behind us. */
function earlier({ service }: Set): void {
  service.calls.set("call_a", anEndedCall("call_a", NOON - 1_480 * MINUTE, 4));
  service.calls.set("call_b", anEndedCall("call_b", NOON - 43 * MINUTE, 6));
  service.calls.set("call_c", anEndedCall("call_c", NOON - 21 * MINUTE, 11));
}

function withCall(rest: Parameters<typeof aCall>[2]): (set: Set) => void {
  return (set) => {
    earlier(set);
    set.service.calls.set(HERE, aCall(HERE, NOON - 4 * MINUTE, rest));
  };
}

const used = { state: "used", expires_at: null } as const;
const petr = aCustomer("part_1", NOON - 8_000, { last_seen_at: at(NOON - 1_000) });
const admitted: Participant = {
  ...petr,
  state: "admitted",
  redeemed_at: at(NOON - 4 * MINUTE),
  admitted_at: at(NOON - 192_000),
  authenticated: true,
  subject: "87b4c1d2-909e",
  context: [{ name: "Cart value", value: 10_000 }],
};
const inCall = (rest: Partial<Participant> = {}): ((set: Set) => void) =>
  withCall({ pin: used, participants: [{ ...admitted, ...rest }] });
const pinOf = (state: "expired" | "burnt" | "exhausted"): State => ({
  callId: HERE,
  prepare: withCall({ pin: { state, expires_at: at(NOON - MINUTE) } }),
});
const bothPictures = (): Partial<CallSnapshot> => ({
  remoteVideos: [aPaintedPicture("screen"), aPaintedPicture("camera")],
  camera: "on",
  ownCamera: aPaintedCamera(),
});

async function newCallAfter(set: Set, passed: number): Promise<void> {
  await set.press("[data-test=new-call]");
  await set.find("[data-test=pin]");
  set.stopClock(NOON + passed);
  await set.pause(1_100);
}

function signedInAs(me: Me | null): (set: Set) => void {
  return ({ service }) => {
    service.me = me;
  };
}

/** Every state of the page, by the name in the gallery's address. */
export const states: Readonly<Record<string, State>> = {
  "signed-out": { prepare: signedInAs(null) },
  "role-missing": { prepare: signedInAs(nobody) },
  "empty-list": { prepare: signedInAs(minji) },
  idle: { prepare: earlier },
  missing: { callId: "call_unknown", prepare: earlier },
  "pin-live": { prepare: earlier, play: (set) => newCallAfter(set, 58_000) },
  "pin-last-minute": { prepare: earlier, play: (set) => newCallAfter(set, 258_000) },
  "pin-none": { callId: HERE, prepare: withCall({}) },
  "pin-hidden": {
    callId: HERE,
    prepare: withCall({ pin: { state: "live", expires_at: at(NOON + 200_000) } }),
  },
  "pin-expired": pinOf("expired"),
  "pin-burnt": pinOf("burnt"),
  "pin-exhausted": pinOf("exhausted"),
  "customer-left": {
    callId: HERE,
    prepare: withCall({ pin: used, participants: [{ ...petr, state: "left", left_at: at(NOON) }] }),
  },
  "someone-waits": {
    callId: HERE,
    prepare: withCall({ pin: used, participants: [petr] }),
    play: (set) => set.type("[data-test=match-code-input]", "4"),
  },
  "wrong-code": {
    callId: HERE,
    prepare: withCall({ pin: used, participants: [petr] }),
    async play(set) {
      await set.type("[data-test=match-code-input]", "12");
      await set.press("[data-test=admit]");
      await set.pause(200);
    },
  },
  "turned-away": {
    callId: HERE,
    prepare: withCall({ pin: used, participants: [{ ...petr, state: "turned_away" }] }),
  },
  "somebody-else": {
    callId: HERE,
    prepare: withCall({
      pin: used,
      participants: [{ ...petr, state: "turned_away", match_attempts_left: 0 }],
    }),
  },
  "in-call": {
    callId: HERE,
    prepare(set) {
      inCall()(set);
      set.onJoin(bothPictures());
    },
  },
  "in-call-voice-only": {
    callId: HERE,
    prepare: inCall({ consents: { screen: false, microphone: true, camera: false, pointer: false } }),
  },
  "another-waits": {
    callId: HERE,
    prepare(set) {
      withCall({
        pin: used,
        participants: [admitted, aCustomer("part_2", NOON - 20_000, { display_name: "Eva" })],
      })(set);
      set.onJoin(bothPictures());
    },
  },
  "ending-asks": {
    callId: HERE,
    prepare(set) {
      inCall()(set);
      set.onJoin(bothPictures());
    },
    async play(set) {
      await set.joined();
      await set.press("[data-test=end-call]");
      await set.pause(400);
    },
  },
  "page-closed": {
    callId: HERE,
    prepare(set) {
      inCall({ last_seen_at: at(NOON - 48_000) })(set);
      set.onJoin({ connection: "connecting", peerPresent: false });
    },
  },
  reconnecting: {
    callId: HERE,
    prepare(set) {
      inCall()(set);
      set.onJoin({ ...bothPictures(), connection: "reconnecting", peerPresent: false });
    },
  },
  "microphone-blocked": {
    callId: HERE,
    prepare(set) {
      inCall()(set);
      set.onJoin({ ...bothPictures(), microphone: "denied" });
    },
  },
  "second-tab": {
    callId: HERE,
    async prepare(set) {
      inCall()(set);
      await set.locks.take(HERE, 0);
    },
  },
  "join-failed": { callId: HERE, prepare: inCall() },
  "join-ending-asks": {
    callId: HERE,
    prepare: inCall(),
    async play(set) {
      // The card's own button; the stage that stood there until joining failed had one too.
      await set.press("section [data-test=end-call]");
      await set.pause(400);
    },
  },
  "call-service-away": {
    callId: HERE,
    prepare: inCall(),
    play: ({ pause }) => pause(700),
  },
  "signed-out-in-call": {
    callId: HERE,
    prepare(set) {
      inCall()(set);
      set.onJoin(bothPictures());
    },
    async play({ service, joined, pause }) {
      await joined();
      await pause(300);
      service.me = null;
      await pause(600);
    },
  },
  "api-away": {
    prepare: earlier,
    async play(set) {
      await newCallAfter(set, 58_000);
      set.service.away = true;
      await set.pause(900);
    },
  },
  ended: {
    callId: "call_c",
    prepare: earlier,
  },
  distrusted: {
    callId: "call_c",
    prepare(set) {
      earlier(set);
      const call = set.service.calls.get("call_c");
      if (call) set.service.calls.set("call_c", { ...call, end_reason: "distrusted" });
    },
  },
  "devices-open": {
    prepare: earlier,
    async play({ find, press, pause }) {
      await find("nav a");
      await press("header button");
      await pause(600);
    },
  },
};
