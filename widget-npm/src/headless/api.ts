/** Requests to the API, with its refusals and its absence told apart. */
import { readFields, readOptionalText } from "../json-fields.js";

/** The API said no, for a reason of its contract. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  /** The contract's code, or "" when the answer had none. */
  readonly code: string;
  readonly retryAfterMs: number | null;
  /** Epoch milliseconds: the service's time, where it found ours wrong. */
  readonly serverTime: number | null;
  constructor(status: number, code: string, retryAfterMs: number | null, serverTime: number | null = null) {
    super(`The service refused: ${String(status)} ${code}`.trimEnd());
    this.status = status;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
    this.serverTime = serverTime;
  }
}

/** No usable answer: no network, a server in trouble, or one that took too long. */
export class Away extends Error {
  override readonly name = "Away";
  readonly retryAfterMs: number | null;
  constructor(retryAfterMs: number | null = null, options?: ErrorOptions) {
    super("The service does not answer.", options);
    this.retryAfterMs = retryAfterMs;
  }
}

const PATIENCE_MS = 10_000;

export interface Api {
  /** Where a path is, absolute. */
  address(path: string): string;
  /**
   * One request; `path` begins with `/api/`. Resolves with 2xx and 304. An answer that takes
   * longer than `patienceMs` (10 seconds unless given) counts as none.
   * @throws Refusal, Away; and what `init.signal` was aborted with.
   */
  request(path: string, init?: RequestInit, patienceMs?: number): Promise<Response>;
  /** Gets JSON. @throws Refusal, Away */
  get(path: string, init?: RequestInit): Promise<unknown>;
}

/** @param apiUrl - the API's origin, with or without `/api`; "" for the page's own. */
export function createApi(apiUrl: string, fetcher: typeof fetch = (...args) => fetch(...args)): Api {
  const origin = apiUrl.replace(/\/+$/, "").replace(/\/api$/, "");

  const api: Api = {
    address: (path) => new URL(origin + path, document.baseURI).href,
    async request(path, init = {}, patienceMs = PATIENCE_MS) {
      const patience = AbortSignal.timeout(patienceMs);
      const signal = init.signal ? AbortSignal.any([init.signal, patience]) : patience;
      let response: Response;
      try {
        response = await fetcher(origin + path, { credentials: "omit", cache: "no-store", ...init, signal });
      } catch (cause) {
        init.signal?.throwIfAborted();
        throw new Away(null, { cause });
      }
      if (response.ok || response.status === 304) return response;
      throw await refusal(response);
    },
    async get(path, init) {
      return json(await api.request(path, init));
    },
  };
  return api;
}

/** The body of an answer. @throws Away when it broke off or is not JSON. */
export async function json(response: Response): Promise<unknown> {
  try {
    return (await response.json()) as unknown;
  } catch (cause) {
    throw new Away(null, { cause });
  }
}

async function refusal(response: Response): Promise<Refusal | Away> {
  const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
  const retryAfterMs = Number.isFinite(seconds) ? seconds * 1_000 : null;
  if (response.status >= 500) return new Away(retryAfterMs);
  let code = "";
  let serverTime = Number.NaN;
  try {
    const problem = readFields(await response.json(), "the problem");
    code = readOptionalText(problem, "code") ?? "";
    serverTime = Date.parse(readOptionalText(problem, "server_time") ?? "");
  } catch {
    // A host in between answered without a problem document; the status says enough.
  }
  return new Refusal(response.status, code, retryAfterMs, Number.isNaN(serverTime) ? null : serverTime);
}
