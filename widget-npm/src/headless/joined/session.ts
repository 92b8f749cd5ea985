/** Our place in a call, at the API: its token kept fresh, its state asked for. */
import { callGrant } from "../../calling/grant.js";
import type { CallGrant, CallProvider } from "../../calling/types.js";
import { readFields, readNumber, readOneOf, readOptionalText } from "../../json-fields.js";
import { pause } from "../../patience.js";
import { json, Refusal, type Api } from "../api.js";
import type { ConsentKind } from "../memory.js";
import type { ProofKey } from "../proof-key.js";
import { request } from "../proven.js";
import { resume, type Place, type Redemption } from "../redemption.js";

/** The state of call and participant, as `GET /api/session` tells it. */
export interface SessionNews {
  readonly callState: "open" | "ended";
  readonly endReason: string | null;
  readonly participantState: "waiting" | "admitted" | "left" | "turned_away";
}

/** How long the service may hold an answer back in the lobby (RFC 7240, `Prefer: wait`). */
const HELD_SECONDS = 10;

export class Session {
  readonly callId: string;
  readonly operatorName: string;
  readonly #api: Api;
  readonly #key: ProofKey;
  readonly #place: Place;
  readonly #living: AbortSignal;
  #token = "";
  #renewAt = 0;
  #etag: string | null = null;
  #last: SessionNews | null = null;
  #provider: CallProvider["kind"] | null = null;
  #reached = true;
  #returning: Promise<void> | null = null;

  /** @param living - aborted when the place is given up; every request ends with it. */
  constructor(api: Api, key: ProofKey, redemption: Redemption, living: AbortSignal) {
    this.#api = api;
    this.#key = key;
    this.#place = redemption;
    this.#living = living;
    this.callId = redemption.callId;
    this.operatorName = redemption.operatorName;
    this.#hold(redemption.sessionToken, redemption.expiresInSeconds);
  }

  /** Which service carries the call; null until the first news. */
  get provider(): CallProvider["kind"] | null {
    return this.#provider;
  }

  /**
   * One request as this participant; a token that has died meanwhile (a laptop that slept) is
   * replaced by coming back with our key.
   * @throws Refusal, Away
   */
  async request(path: string, init: RequestInit = {}, patienceMs?: number): Promise<Response> {
    const token = this.#token;
    try {
      return await this.#authorized(path, init, patienceMs);
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 401) throw error;
      if (token === this.#token) await this.#comeBackOnce(init.signal ?? this.#living);
      return this.#authorized(path, init, patienceMs);
    }
  }

  /** @throws Refusal, Away, MalformedAnswer */
  async news(): Promise<SessionNews> {
    // An unchanged answer would carry no fresh token.
    const known = this.#last && this.#etag && Date.now() < this.#renewAt ? this.#etag : null;
    const response = await this.#askForNews(known);
    this.#reached = true;
    if (response.status === 304 && this.#last) return this.#last;
    const answer = readFields(await json(response), "session");
    const token = readOptionalText(answer, "session_token");
    if (token !== null) this.#hold(token, readNumber(answer, "expires_in"));
    this.#etag = response.headers.get("ETag");
    this.#last = {
      callState: readOneOf(answer, "state", ["open", "ended"]),
      endReason: readOptionalText(answer, "end_reason"),
      participantState: readOneOf(readFields(answer.participant, "participant"), "state", [
        "waiting",
        "admitted",
        "left",
        "turned_away",
      ]),
    };
    this.#provider = readOneOf<CallProvider["kind"]>(answer, "provider", ["acs", "local"]);
    return this.#last;
  }

  /** In the lobby the service may hold "nothing new" back, so that being let in is heard at once. */
  #askForNews(known: string | null): Promise<Response> {
    if (known === null) return this.request("/api/session");
    const headers = { "If-None-Match": known };
    // After a failure the first answer is wanted at once: it ends the words about the failure.
    const wasReached = this.#reached;
    this.#reached = false;
    if (!wasReached || this.#last?.participantState !== "waiting") return this.request("/api/session", { headers });
    const prefer = { Prefer: `wait=${String(HELD_SECONDS)}` };
    return this.request("/api/session", { headers: { ...headers, ...prefer } }, (HELD_SECONDS + 5) * 1_000);
  }

  /** @throws Refusal, Away, CallError */
  async callGrant(): Promise<CallGrant> {
    for (;;) {
      const response = await this.#post("/api/issue-acs-token", {});
      const body = await json(response);
      if (response.status !== 202) return callGrant(body);
      await pause(readNumber(readFields(body, "waiting"), "retry_after") * 1_000, this.#living);
      this.#living.throwIfAborted();
    }
  }

  /** @param textVersion - which wording the customer agreed to. @throws Refusal, Away */
  async consent(kind: ConsentKind, granted: boolean, textVersion: string): Promise<void> {
    await this.#post("/api/consent", { kind, granted, text_version: textVersion });
  }

  /** Leaves the call, or says why it must end; outlives the page and our own `living`. @throws Refusal, Away */
  async leave(reason: "distrust" | null): Promise<void> {
    const body = reason === null ? {} : { reason };
    await this.#post("/api/end-call", body, { keepalive: true, signal: new AbortController().signal });
  }

  #post(path: string, body: object, init: RequestInit = {}): Promise<Response> {
    const headers = { "Content-Type": "application/json" };
    return this.request(path, { ...init, method: "POST", headers, body: JSON.stringify(body) });
  }

  #authorized(path: string, init: RequestInit, patienceMs?: number): Promise<Response> {
    const proving = { key: this.#key, token: this.#token, patienceMs };
    return request(this.#api, proving, path, { signal: this.#living, ...init });
  }

  /** Once for all that ask while we are in the call; by itself for what outlives it, a farewell. */
  #comeBackOnce(signal: AbortSignal): Promise<void> {
    if (signal !== this.#living) return this.#comeBack(signal);
    return (this.#returning ??= this.#comeBack(signal).finally(() => (this.#returning = null)));
  }

  async #comeBack(signal: AbortSignal): Promise<void> {
    const { sessionToken, expiresInSeconds } = await resume(this.#api, this.#key, this.#place, signal);
    this.#hold(sessionToken, expiresInSeconds);
  }

  #hold(token: string, expiresInSeconds: number): void {
    this.#token = token;
    this.#renewAt = Date.now() + (expiresInSeconds * 1_000) / 2;
  }
}
