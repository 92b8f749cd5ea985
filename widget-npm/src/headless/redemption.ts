/** Redeeming a code, and coming back to what was redeemed. */
import { readFields, readNumber, readOneOf, readText } from "../json-fields.js";
import type { Api } from "./api.js";
import type { ProofKey } from "./proof-key.js";
import { post } from "./proven.js";

/** A place in a call, as `redeem-pin` and `resume` hand it out. */
export interface Redemption {
  readonly callId: string;
  readonly participantId: string;
  readonly sessionToken: string;
  readonly expiresInSeconds: number;
  readonly matchCode: string;
  readonly state: "waiting" | "admitted";
  readonly operatorName: string;
}

/** Our place's names. They are no secret: only the key that redeemed the code opens it again. */
export interface Place {
  readonly callId: string;
  readonly participantId: string;
}

export interface PinAttempt {
  readonly pin: string;
  /** Random; sent again with the same code, a lost answer costs nothing. */
  readonly redemptionKey: string;
  readonly widget: string;
  readonly displayName?: string | undefined;
}

/** @throws Refusal, Away, MalformedAnswer */
export async function redeem(api: Api, key: ProofKey, attempt: PinAttempt, signal: AbortSignal): Promise<Redemption> {
  const { pin, redemptionKey, widget, displayName } = attempt;
  const body = { pin, redemption_key: redemptionKey, widget, display_name: displayName };
  return redemption(await post(api, { key }, "/api/redeem-pin", body, { signal }));
}

/** @throws Refusal (`pin_rejected` when there is no such place any more), Away, MalformedAnswer */
export async function resume(api: Api, key: ProofKey, place: Place, signal: AbortSignal): Promise<Redemption> {
  const body = { call_id: place.callId, participant_id: place.participantId };
  return redemption(await post(api, { key }, "/api/resume", body, { signal }));
}

function redemption(body: unknown): Redemption {
  const answer = readFields(body, "redemption");
  const matchCode = answer.match_code;
  // A session that is not bound to our key would be anybody's who copies its token.
  readOneOf(answer, "token_type", ["DPoP"]);
  return {
    callId: readText(answer, "call_id"),
    participantId: readText(answer, "participant_id"),
    sessionToken: readText(answer, "session_token"),
    expiresInSeconds: readNumber(answer, "expires_in"),
    // Absent once admitted: there is nothing left to match.
    matchCode: typeof matchCode === "string" ? matchCode : "",
    state: readOneOf(answer, "state", ["waiting", "admitted"]),
    operatorName: readText(answer, "operator_name"),
  };
}
