import { callGrant, type CallGrant } from "@assisted-chat/widget/calling";
import * as v from "valibot";
import { Unreadable } from "./wire/refusals";
import {
  CallDetail,
  CallPage,
  CreatedCall,
  EndedCall,
  IssuedPin,
  Me,
  NotYet,
  Participant,
} from "./wire/shapes";
import type { Question, Wire } from "./wire/wire";

/** A call as it is now; null when it has not changed since the answer that bore the given tag. */
export interface CallReading {
  readonly call: CallDetail | null;
  readonly etag: string | null;
}

/** The right to join, or how long to wait before asking again (seconds). */
export type GrantAnswer =
  | { readonly state: "granted"; readonly grant: CallGrant }
  | { readonly state: "waiting"; readonly retryAfterSeconds: number };

/** The operator's routes, one function each. All reject with an `ApiError` alone, or when aborted. */
export interface Api {
  /** Who is signed in; refused with `sign_in_required` when nobody is. */
  me(signal?: AbortSignal): Promise<Me>;
  /** Makes a call; the same key (1 to 64 letters, digits, `-`, `_`) makes the same call again. */
  createCall(idempotencyKey: string): Promise<CreatedCall>;
  /** Makes a PIN, the only time it is seen; the PIN before it dies. */
  issuePin(callId: string): Promise<IssuedPin>;
  /** Own calls, newest first, from the cursor `after` on. */
  calls(after: string | null, signal?: AbortSignal): Promise<CallPage>;
  call(callId: string, etag: string | null, signal?: AbortSignal): Promise<CallReading>;
  /** Lets a customer in; refused with `match_code_wrong` and the tries that are left. */
  admit(callId: string, participantId: string, matchCode: string): Promise<Participant>;
  turnAway(callId: string, participantId: string): Promise<Participant>;
  /** Ends the call for everybody; ending it twice does no harm. */
  endCall(callId: string): Promise<void>;
  issueAcsToken(callId: string, signal?: AbortSignal): Promise<GrantAnswer>;
}

/** Speaks the HTTP contract over `wire`. */
export function createApi(wire: Wire): Api {
  async function ask<S extends v.GenericSchema>(shape: S, question: Question): Promise<v.InferOutput<S>> {
    return parse(shape, (await wire(question)).body, question.path);
  }
  return {
    me: (signal) => ask(Me, { method: "GET", path: "/me", ...given(signal) }),
    createCall: (idempotencyKey) =>
      ask(CreatedCall, {
        method: "POST",
        path: "/create-call",
        body: {},
        headers: { "Idempotency-Key": idempotencyKey },
      }),
    issuePin: (call_id) => ask(IssuedPin, { method: "POST", path: "/issue-pin", body: { call_id } }),
    calls: (after, signal) => {
      const query = new URLSearchParams({ limit: "20", ...(after === null ? {} : { after }) });
      return ask(CallPage, { method: "GET", path: `/calls?${query.toString()}`, ...given(signal) });
    },
    async call(callId, etag, signal) {
      const path = `/calls/${encodeURIComponent(callId)}`;
      const headers: Record<string, string> = etag === null ? {} : { "If-None-Match": etag };
      const answer = await wire({ method: "GET", path, headers, ...given(signal) });
      const call = answer.status === 304 ? null : parse(CallDetail, answer.body, path);
      return { call, etag: answer.etag ?? etag };
    },
    admit: (call_id, participant_id, match_code) =>
      ask(Participant, {
        method: "POST",
        path: "/admit",
        body: { call_id, participant_id, match_code },
      }),
    turnAway: (call_id, participant_id) =>
      ask(Participant, { method: "POST", path: "/turn-away", body: { call_id, participant_id } }),
    async endCall(call_id) {
      await ask(EndedCall, { method: "POST", path: "/end-call", body: { call_id } });
    },
    async issueAcsToken(call_id, signal) {
      const path = "/issue-acs-token";
      const answer = await wire({ method: "POST", path, body: { call_id }, ...given(signal) });
      if (answer.status === 202) {
        const { retry_after } = parse(NotYet, answer.body, path);
        return { state: "waiting", retryAfterSeconds: retry_after };
      }
      return { state: "granted", grant: callGrant(answer.body) };
    },
  };
}

function parse<S extends v.GenericSchema>(shape: S, body: unknown, path: string): v.InferOutput<S> {
  const result = v.safeParse(shape, body);
  if (result.success) return result.output;
  const [first] = result.issues;
  throw new Unreadable(`${path}: ${v.getDotPath(first) ?? "the answer"}: ${first.message}`);
}

function given(signal: AbortSignal | undefined): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
