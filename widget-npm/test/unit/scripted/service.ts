/** The service as `fetch` sees it: a small script of the contract, with the faults that tests ask for. */

interface Answer {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
type Handler = (request: SeenRequest) => Answer;

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown>;
  readonly token: string | null;
  readonly etag: string | null;
  /** The DPoP header: a proof of the browser's key. */
  readonly proof: string | null;
}

/** A code with a right check digit, and one without. */
export const PIN = "4829135575";
export const MISTYPED = "4829135574";

export class ScriptedService {
  readonly requests: SeenRequest[] = [];
  participant = "waiting";
  call = "open";
  endReason: string | null = null;
  operatorName = "Jana Nováková";
  provider = "local";
  /** The next so many requests get no answer at all. */
  unreachable = 0;
  /** Answers to be given instead, by path; a test puts them there and takes them away. */
  readonly instead = new Map<string, Handler>();
  readonly #redeemed = new Map<string, string>();
  #token = 0;

  readonly fetch: typeof fetch = async (input, init) => {
    const url = new URL(input as string, "https://page.example");
    const headers = new Headers(init?.headers);
    const request: SeenRequest = {
      method: init?.method ?? "GET",
      path: url.pathname,
      query: url.searchParams,
      body: JSON.parse(typeof init?.body === "string" ? init.body : "{}") as Record<string, unknown>,
      token: headers.get("Authorization"),
      etag: headers.get("If-None-Match"),
      proof: headers.get("DPoP"),
    };
    init?.signal?.throwIfAborted();
    this.requests.push(request);
    if (this.unreachable > 0) {
      this.unreachable -= 1;
      throw new TypeError("Failed to fetch");
    }
    const { status = 200, body, headers: given } = (this.instead.get(request.path) ?? this.#usual)(request);
    const text = status === 304 ? null : JSON.stringify(body ?? {});
    return Promise.resolve(new Response(text, { status, headers: given ?? {} }));
  };

  /** The requests to one path, in order. */
  to(path: string): readonly SeenRequest[] {
    return this.requests.filter((request) => request.path === path);
  }

  /** The session token in force dies, as after a night's sleep. */
  expireToken(): void {
    this.#token += 1;
  }

  readonly #usual: Handler = (request) => {
    switch (request.path) {
      case "/api/widget-config":
        return {
          body: { widget: "default", pin_digits: 10, release: "automatic", audio: "browser", languages: ["cs"] },
        };
      case "/api/redeem-pin":
        return this.#redeem(request);
      case "/api/resume":
        return this.call === "open" ? { body: this.#redemption() } : refusal(403, "pin_rejected");
      case "/api/local-call-signals":
        return request.method === "POST" ? { status: 201, body: { seq: 1 } } : { body: { signals: [], state: "open" } };
    }
    if (request.token !== `DPoP token-${String(this.#token)}`) return refusal(401, "session_expired");
    switch (request.path) {
      case "/api/session":
        return this.#session(request);
      case "/api/issue-acs-token":
        return this.participant === "admitted"
          ? { body: { ...GRANT, provider: this.provider } }
          : { status: 202, body: { state: "waiting", retry_after: 1 } };
      case "/api/consent":
        return { body: { kind: request.body.kind, granted: request.body.granted, at: "2026-11-22T10:00:00Z" } };
      case "/api/end-call":
        this.participant = "left";
        return { body: { call_id: "call_1", state: "left" } };
      default:
        return { status: 404 };
    }
  };

  #redeem({ body }: SeenRequest): Answer {
    const key = String(body.redemption_key);
    const owner = this.#redeemed.get(String(body.pin));
    if (body.pin !== PIN || (owner !== undefined && owner !== key)) return refusal(403, "pin_rejected");
    this.#redeemed.set(PIN, key);
    return { body: this.#redemption() };
  }

  #redemption(): object {
    return {
      session_token: `token-${String(this.#token)}`,
      token_type: "DPoP",
      expires_in: 600,
      call_id: "call_1",
      participant_id: "part_1",
      match_code: this.participant === "waiting" ? "47" : null,
      state: this.participant,
      operator_name: this.operatorName,
      authenticated: false,
      authentication_reason: null,
      authentication_required: false,
      scenario: null,
    };
  }

  #session({ etag }: SeenRequest): Answer {
    const tag = `"${this.participant}-${this.call}"`;
    if (etag === tag) return { status: 304 };
    return {
      headers: { ETag: tag },
      body: {
        call_id: "call_1",
        state: this.call,
        end_reason: this.endReason,
        participant: { participant_id: "part_1", state: this.participant },
        operator_name: this.operatorName,
        provider: this.provider,
        authenticated: false,
        progress: null,
        retry_after: 1,
      },
    };
  }
}

export function refusal(status: number, code: string, retryAfter?: number, more: object = {}): Answer {
  return {
    status,
    body: { type: "about:blank", title: "", status, detail: "", code, ...more },
    headers: retryAfter === undefined ? {} : { "Retry-After": String(retryAfter) },
  };
}

const GRANT = {
  provider: "local",
  user_id: "user-customer",
  token: "media-token",
  expires_on: "2026-11-22T11:00:00Z",
  join: { kind: "local", id: "room" },
  participants: [
    { user_id: "user-operator", role: "operator", name: "Jana Nováková" },
    { user_id: "user-customer", role: "customer", name: "" },
  ],
};
