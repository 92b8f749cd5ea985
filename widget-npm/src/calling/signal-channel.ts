/** The local call service's post office over HTTP: `/api/local-call-signals`. */
import { CallError, type CallErrorCode, type IncomingSignal, type SignalChannel, type SignalKind } from "./types.js";

/**
 * One request to the API. `path` begins with `/api/`; whoever supplies the function adds the
 * origin and the caller's authorisation, and lets network failures reject.
 */
export type ApiFetch = (path: string, init?: RequestInit) => Promise<Response>;

const PATH = "/api/local-call-signals";
/** How much longer than the agreed wait an answer may take before the line counts as dead. */
const GRACE_MS = 8_000;
const KINDS: readonly SignalKind[] = ["offer", "answer", "candidate", "restart", "bye"];

/**
 * A `SignalChannel` that talks to the API through `fetcher`.
 *
 * @param callId - the operator names the call; a customer's session already does.
 */
export function signalChannel(fetcher: ApiFetch, callId?: string): SignalChannel {
  return {
    async send(to, kind, data) {
      const body = { ...(callId === undefined ? {} : { call_id: callId }), to, kind, data };
      await answered(fetcher, PATH, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
        // A farewell must outlive the page that says it.
        keepalive: kind === "bye",
        signal: AbortSignal.timeout(GRACE_MS),
      });
    },

    async receive(after, waitSeconds, abort) {
      const query = new URLSearchParams({ after: String(after), wait: String(waitSeconds) });
      if (callId !== undefined) query.set("call_id", callId);
      const signal = AbortSignal.any([abort, AbortSignal.timeout(waitSeconds * 1_000 + GRACE_MS)]);
      const response = await answered(fetcher, `${PATH}?${query.toString()}`, { signal });
      const mail = incoming(await json(response));
      if (mail.ended) throw new CallError("call_ended", "The call has ended.");
      return mail.signals;
    },
  };
}

async function answered(fetcher: ApiFetch, path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetcher(path, init);
  } catch (cause) {
    if (cause instanceof CallError) throw cause;
    throw new CallError("network", "The call service cannot be reached.", { cause });
  }
  if (response.ok) return response;
  const code = await problemCode(response);
  throw new CallError(
    meaning(response.status, code),
    `The call service answered ${String(response.status)} ${code}`.trimEnd() + ".",
  );
}

async function problemCode(response: Response): Promise<string> {
  try {
    const { code } = (await response.json()) as { code?: unknown };
    return typeof code === "string" ? code : "";
  } catch {
    return "";
  }
}

function meaning(status: number, code: string): CallErrorCode {
  if (status === 401) return "token_refused";
  if (status === 410 || code === "turned_away") return "call_ended";
  if (status === 429 || status >= 500) return "network";
  return "failed";
}

async function json(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw new CallError("network", "The call service's answer broke off.", { cause });
  }
}

function incoming(body: unknown): { signals: readonly IncomingSignal[]; ended: boolean } {
  const answer = (body ?? {}) as { signals?: unknown; state?: unknown };
  if (!Array.isArray(answer.signals)) {
    throw new CallError("failed", "The call service's answer is not understood: signals.");
  }
  return { signals: answer.signals.filter(isSignal), ended: answer.state === "ended" };
}

function isSignal(value: unknown): value is IncomingSignal {
  const signal = (value ?? {}) as Partial<Record<keyof IncomingSignal, unknown>>;
  return (
    typeof signal.seq === "number" &&
    typeof signal.from === "string" &&
    typeof signal.data === "string" &&
    KINDS.some((kind) => kind === signal.kind)
  );
}
