/** Redeeming a code, and coming back to what was redeemed. */
import { readFields, readNumber, readOneOf, readText } from "../json-fields.js";
import type { Api } from "./api.js";

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

/** What a browser needs to come back to its place; never the code itself. */
export interface ReturnTicket {
  readonly callId: string;
  readonly participantId: string;
  readonly redemptionKey: string;
}

/** 256 random bits, URL-safe: by this key, and no other, a browser comes back to its place. */
export function newRedemptionKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

export interface PinAttempt {
  readonly pin: string;
  readonly redemptionKey: string;
  readonly widget: string;
  readonly displayName?: string | undefined;
}

/** @throws Refusal, Away, MalformedAnswer */
export async function redeem(api: Api, attempt: PinAttempt, signal: AbortSignal): Promise<Redemption> {
  const { pin, redemptionKey, widget, displayName } = attempt;
  const body = { pin, redemption_key: redemptionKey, widget, display_name: displayName };
  return redemption(await api.post("/api/redeem-pin", body, { signal }));
}

/** @throws Refusal (`pin_rejected` when there is no such place any more), Away, MalformedAnswer */
export async function resume(api: Api, ticket: ReturnTicket, signal: AbortSignal): Promise<Redemption> {
  const { callId, participantId, redemptionKey } = ticket;
  const body = { call_id: callId, participant_id: participantId, redemption_key: redemptionKey };
  return redemption(await api.post("/api/resume", body, { signal }));
}

function redemption(body: unknown): Redemption {
  const answer = readFields(body, "redemption");
  const matchCode = answer.match_code;
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
