/**
 * The service as the contract describes it, played from memory: for tests, for the gallery, and
 * for `SCRIPTED=1 npm run dev`. What customers do is called by hand.
 */
import type { CallDetail, Me, Participant } from "../src/wire/shapes";
import { aCall, aCustomer, at, jana } from "./people";

type Body = Readonly<Record<string, unknown>>;
type Handler = (body: Body, url: URL) => Response;

/** A refusal of the contract. */
class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly extra: object = {},
  ) {
    super(code);
  }
}

export class ScriptedService {
  /** Who is signed in; null when nobody is. */
  me: Me | null = jana;
  /** Nobody answers. */
  away = false;
  /** Newest last. */
  readonly calls = new Map<string, CallDetail>();
  /** What was asked, for tests that count. */
  readonly asked: string[] = [];
  /** The number that the next customers' widgets show. */
  matchCode = "47";
  pins = ["482 913 5570", "106 774 2938", "990 152 4467"];
  pageSize = 20;
  readonly #refusals = new Map<string, Problem>();
  readonly #losses = new Set<string>();
  readonly #made = new Map<string, string>();
  #issued = 0;

  constructor(readonly now: () => number = Date.now) {}

  /** Stands in for `window.fetch`. */
  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const address = input instanceof Request ? input.url : input;
    const request = new Request(new URL(address, "http://localhost/"), init);
    const url = new URL(request.url);
    const route = `${request.method} ${url.pathname.replace(/^\/api/, "").replace(/\/call_\w+$/, "/:id")}`;
    this.asked.push(route);
    await Promise.resolve();
    request.signal.throwIfAborted();
    if (this.away) throw new TypeError("Failed to fetch");
    try {
      const refusal = this.#refusals.get(route);
      if (this.#refusals.delete(route) && refusal) throw refusal;
      if (this.me === null) throw new Problem(401, "sign_in_required");
      if (route === "GET /me") return this.#json(200, this.me);
      if (!this.me.roles.includes("Operator")) throw new Problem(403, "role_required");
      const handler = this.#routes[route];
      if (!handler) return new Response(null, { status: 404 });
      const body = request.method === "POST" ? ((await request.json()) as Body) : {};
      const key = request.headers.get("Idempotency-Key");
      const answer = handler(key === null ? body : { ...body, key }, url);
      if (this.#losses.delete(route)) throw new TypeError("Failed to fetch");
      const etag = answer.headers.get("ETag");
      return etag !== null && etag === request.headers.get("If-None-Match")
        ? new Response(null, { status: 304, headers: { ETag: etag, Date: this.#date() } })
        : answer;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { status, code, extra } = error;
      return this.#json(status, { type: "about:blank", title: code, status, code, ...extra });
    }
  };

  /** Refuses the next request of this route, such as `POST /admit`. */
  refuseNext(route: string, status: number, code: string): void {
    this.#refusals.set(route, new Problem(status, code));
  }

  /** Does what the next request of this route asks, and loses the answer. */
  loseNext(route: string): void {
    this.#losses.add(route);
  }

  /** Changes a call as if it had happened. */
  change(callId: string, change: Partial<CallDetail>): void {
    this.calls.set(callId, { ...this.#call(callId), ...change });
  }

  /** A customer uses the PIN and waits. */
  customerArrives(callId: string, rest: Partial<Participant> = {}): Participant {
    const { participants } = this.#call(callId);
    const customer = aCustomer(`part_${String(participants.length + 1)}`, this.now(), rest);
    this.change(callId, {
      pin: { state: "used", expires_at: null },
      participants: [...participants, customer],
    });
    return customer;
  }

  /** Something about a customer changes: they leave, are heard of, consent. */
  customerBecomes(callId: string, participantId: string, change: Partial<Participant>): Participant {
    const { participants } = this.#call(callId);
    const known = participants.find((each) => each.participant_id === participantId);
    if (!known) throw new Problem(404, "participant_not_found");
    const next = { ...known, ...change };
    this.change(callId, { participants: participants.map((each) => (each === known ? next : each)) });
    return next;
  }

  #call(id: unknown): CallDetail {
    const call = typeof id === "string" ? this.calls.get(id) : undefined;
    if (!call) throw new Problem(404, "call_not_found");
    return call;
  }

  #openCall(id: unknown): CallDetail {
    const call = this.#call(id);
    if (call.state === "ended") throw new Problem(409, "call_closed");
    return call;
  }

  #date(): string {
    return new Date(this.now()).toUTCString();
  }

  #json(status: number, body: object, headers: Record<string, string> = {}): Response {
    return new Response(JSON.stringify(body), { status, headers: { Date: this.#date(), ...headers } });
  }

  readonly #routes: Readonly<Record<string, Handler>> = {
    "POST /create-call": ({ key }) => {
      const known = typeof key === "string" ? this.#made.get(key) : undefined;
      const id = known ?? `call_${String(this.calls.size + 1).padStart(4, "0")}`;
      if (typeof key === "string") this.#made.set(key, id);
      if (!known) this.calls.set(id, aCall(id, this.now()));
      const { created_at, expires_at, operator_name } = this.#call(id);
      return this.#json(201, {
        call_id: id,
        state: "open",
        created_at,
        expires_at,
        provider: "local",
        operator_name,
      });
    },
    "POST /issue-pin": ({ call_id }) => {
      const call = this.#openCall(call_id);
      if (call.pin.state === "exhausted") throw new Problem(409, "pin_exhausted");
      const pin_display = this.pins[this.#issued++ % this.pins.length] ?? "";
      const expires_at = at(this.now() + 300_000);
      this.change(call.call_id, {
        pin: { state: "live", expires_at },
        participants: call.participants.map((each) =>
          each.state === "waiting" ? { ...each, state: "turned_away" } : each,
        ),
      });
      const pin = pin_display.replaceAll(" ", "");
      return this.#json(201, { call_id, pin, pin_display, expires_at, ttl_seconds: 300 });
    },
    "GET /calls": (_, url) => {
      const all = [...this.calls.values()].sort(
        (a, b) => Date.parse(b.created_at) - Date.parse(a.created_at),
      );
      const from = Number(url.searchParams.get("after") ?? 0);
      const to = from + this.pageSize;
      const calls = all.slice(from, to).map(({ participants, ...call }) => ({
        ...call,
        waiting: participants.filter(({ state }) => state === "waiting").length,
        admitted: participants.filter(({ state }) => state === "admitted").length,
      }));
      return this.#json(200, { calls, next: to < all.length ? String(to) : null });
    },
    "GET /calls/:id": (_, url) => {
      const call = this.#call(url.pathname.split("/").at(-1));
      return this.#json(200, call, { ETag: `"${String(hash(JSON.stringify(call)))}"` });
    },
    "POST /admit": ({ call_id, participant_id, match_code }) => {
      const call = this.#openCall(call_id);
      const customer = call.participants.find((each) => each.participant_id === participant_id);
      if (!customer) throw new Problem(404, "participant_not_found");
      if (customer.state !== "waiting") throw new Problem(409, "participant_not_waiting");
      if (call.participants.some(({ state }) => state === "admitted")) {
        throw new Problem(409, "another_customer_admitted");
      }
      if (match_code === this.matchCode) {
        const change = {
          state: "admitted",
          admitted_at: at(this.now()),
          last_seen_at: at(this.now()),
        } as const;
        return this.#json(200, this.customerBecomes(call.call_id, customer.participant_id, change));
      }
      const attempts_left = customer.match_attempts_left - 1;
      this.customerBecomes(call.call_id, customer.participant_id, {
        match_attempts_left: attempts_left,
        ...(attempts_left === 0 ? { state: "turned_away" } : {}),
      });
      throw new Problem(403, "match_code_wrong", { attempts_left });
    },
    "POST /turn-away": ({ call_id, participant_id }) =>
      this.#json(
        200,
        this.customerBecomes(this.#openCall(call_id).call_id, String(participant_id), {
          state: "turned_away",
        }),
      ),
    "POST /end-call": ({ call_id }) => {
      const call = this.#call(call_id);
      const ended_at = call.ended_at ?? at(this.now());
      this.change(call.call_id, {
        state: "ended",
        ended_at,
        end_reason: "operator",
        participants: call.participants.map((each) => ({
          ...each,
          state: each.state === "admitted" ? "left" : each.state,
        })),
      });
      return this.#json(200, { call_id, state: "ended", ended_at });
    },
    "POST /issue-acs-token": ({ call_id }) => {
      const call = this.#call(call_id);
      if (call.state === "ended") throw new Problem(410, "call_closed");
      return this.#json(200, {
        provider: "local",
        user_id: "operator",
        token: "scripted",
        expires_on: at(this.now() + 3_600_000),
        join: { kind: "local", id: call.call_id },
        participants: [{ user_id: "operator", role: "operator", name: this.me?.name ?? "" }],
      });
    },
    "POST /local-call-signals": () => this.#json(201, { seq: 1 }),
    "GET /local-call-signals": () => this.#json(200, { signals: [], state: "open" }),
  };
}

function hash(text: string): number {
  let sum = 5381;
  for (const letter of text) sum = (sum * 33 + letter.charCodeAt(0)) % 4294967296;
  return sum;
}
