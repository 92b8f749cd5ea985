import type { CallReport } from "../calls";
import { pinSituation, type PinInHand, type PinSituation } from "../pin";
import type { Kept } from "../stage";
import type { CallDetail, Participant } from "../wire/shapes";

/** What the middle of the page shows: one thing to do at a time. */
export type Scene =
  | { readonly at: "idle" }
  | { readonly at: "reading" }
  | { readonly at: "missing" }
  | { readonly at: "ended"; readonly call: CallDetail }
  | { readonly at: "pin"; readonly call: CallDetail; readonly situation: PinSituation }
  | { readonly at: "lobby"; readonly call: CallDetail; readonly customer: Participant }
  /** Somebody waits or is let in here, but the operator is in another call. */
  | {
      readonly at: "held";
      readonly call: CallDetail;
      readonly customer: Participant;
      readonly busyCallId: string;
    }
  | { readonly at: "stage"; readonly call: CallDetail; readonly customer: Participant };

/** The customer who is in the call, if one is. */
export function admittedIn(call: CallDetail | null): Participant | null {
  if (call?.state !== "open") return null;
  return call.participants.find(({ state }) => state === "admitted") ?? null;
}

/** Those who wait for the call, longest first. */
export function waitingIn(call: CallDetail | null): readonly Participant[] {
  if (call?.state !== "open") return [];
  return call.participants
    .filter(({ state }) => state === "waiting")
    .sort((a, b) => Date.parse(a.redeemed_at) - Date.parse(b.redeemed_at));
}

/** The call that this window really is in, or about to be. */
export function busyIn(kept: Kept): string | null {
  return kept.phase === "in" || kept.phase === "joining" ? kept.callId : null;
}

/** Chooses the scene from what the service said, what this page holds, and the call it is in. */
export function sceneOf(report: CallReport, inHand: PinInHand | null, kept: Kept, now: number): Scene {
  const { call, callId } = report;
  if (callId === null) return { at: "idle" };
  if (report.missing) return { at: "missing" };
  if (call === null) return { at: "reading" };
  if (call.state === "ended") return { at: "ended", call };
  const admitted = admittedIn(call);
  const customer = admitted ?? waitingIn(call)[0];
  if (!customer) return { at: "pin", call, situation: pinSituation(call, inHand, report.asOf, now) };
  const busyCallId = busyIn(kept);
  if (busyCallId !== null && busyCallId !== callId) return { at: "held", call, customer, busyCallId };
  return { at: admitted ? "stage" : "lobby", call, customer };
}

/** Two scenes with the same key are the same place to the eye, so that the focus may stay. */
export function keyOf(scene: Scene, kept: Kept): string {
  if (scene.at === "idle" || scene.at === "reading" || scene.at === "missing") return scene.at;
  const id = scene.call.call_id;
  if (scene.at === "pin") return `${id} pin ${scene.situation.kind}`;
  if (scene.at === "lobby") return `${id} lobby ${scene.customer.participant_id}`;
  const aside = kept.phase === "elsewhere" || kept.phase === "failed" ? kept.phase : "";
  return `${id} ${scene.at} ${aside}`;
}
