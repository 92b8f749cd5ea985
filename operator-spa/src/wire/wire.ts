import { Refused, REFUSAL_CODES, Unreachable, Unreadable, type RefusalCode } from "./refusals";
import type { Outcome } from "./reach";
import type { ServerClock } from "./server-clock";

/** One request to the API. */
export interface Question {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Milliseconds after which the answer counts as lost. */
  readonly patienceMs?: number;
}

/** A good answer: its parsed body (null for 304), and the headers that matter. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly etag: string | null;
}

/** Sends a question; rejects with an `ApiError`, or with the abort reason of its own `signal`. */
export type Wire = (question: Question) => Promise<Answer>;

export interface WireOptions {
  readonly fetch: typeof fetch;
  readonly basePath: string;
  readonly clock: ServerClock;
  readonly note: (outcome: Outcome) => void;
}

const PATIENCE_MS = 10_000;

/** The one way to the API: JSON out, JSON or a typed refusal back. */
export function createWire({ fetch, basePath, clock, note }: WireOptions): Wire {
  return async (question) => {
    const startedAt = performance.now();
    let response: Response;
    try {
      response = await fetch(basePath + question.path, toInit(question));
    } catch (cause) {
      question.signal?.throwIfAborted();
      note("away");
      throw new Unreachable(undefined, { cause });
    }
    clock.hear(response.headers.get("Date"), performance.now() - startedAt);
    try {
      const answer = await read(response);
      // Whoever has gone must not be told: they may have heard something newer since.
      question.signal?.throwIfAborted();
      note("answered");
      return answer;
    } catch (error) {
      question.signal?.throwIfAborted();
      note(outcomeOf(error));
      throw error;
    }
  };
}

/**
 * The way for a library that makes its own requests: paths from the origin on, answers as they
 * come. What they say about the sign-in is noted all the same; a lost one is the library's to mend.
 */
export function createApiFetch({
  fetch,
  note,
}: Pick<WireOptions, "fetch" | "note">): (path: string, init?: RequestInit) => Promise<Response> {
  return async (path, init) => {
    const response = await fetch(path, { ...init, credentials: "same-origin", cache: "no-store" });
    if (response.status === 401) note("signed-out");
    return response;
  };
}

function toInit({ method, body, headers, signal, patienceMs = PATIENCE_MS }: Question): RequestInit {
  const patience = AbortSignal.timeout(patienceMs);
  return {
    method,
    headers: {
      Accept: "application/json",
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: signal ? AbortSignal.any([signal, patience]) : patience,
    credentials: "same-origin",
    cache: "no-store",
    // The platform may answer an expired sign-in with a way to its sign-in page instead of a 401.
    redirect: "manual",
  };
}

async function read(response: Response): Promise<Answer> {
  if (response.type === "opaqueredirect") throw new Refused(401, "sign_in_required");
  const etag = response.headers.get("ETag");
  if (response.status === 304) return { status: 304, body: null, etag };
  const body = await readBody(response);
  if (response.ok) {
    if (body === undefined) throw new Unreadable(`no JSON in the answer of ${response.url}`);
    return { status: response.status, body, etag };
  }
  if (response.status >= 500) throw new Unreachable(retryAfter(response));
  throw new Refused(response.status, codeOf(response.status, body), numberOf(body, "attempts_left"));
}

async function readBody(response: Response): Promise<unknown> {
  try {
    return JSON.parse(await response.text()) as unknown;
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw new Unreachable(undefined, { cause });
  }
}

function codeOf(status: number, body: unknown): RefusalCode {
  const said = fieldOf(body, "code");
  const known = REFUSAL_CODES.find((code) => code === said);
  return known ?? (status === 401 ? "sign_in_required" : "unknown");
}

function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get("Retry-After") ?? NaN);
  return Number.isFinite(seconds) ? seconds : undefined;
}

function numberOf(body: unknown, name: string): number | undefined {
  const value = fieldOf(body, name);
  return typeof value === "number" ? value : undefined;
}

function fieldOf(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
}

function outcomeOf(error: unknown): Outcome {
  if (error instanceof Unreachable) return "away";
  return error instanceof Refused && error.status === 401 ? "signed-out" : "answered";
}
