/** Requests that prove our key. */
import { json, Refusal, type Api } from "./api.js";
import type { ProofKey } from "./proof-key.js";

export interface Proving {
  readonly key: ProofKey;
  /** The session token, once there is one. */
  readonly token?: string | undefined;
  readonly patienceMs?: number | undefined;
}

/**
 * One request with a fresh proof; another with one more when the service does not take the first: our
 * clock was wrong, and it told us the time, or the browser itself had sent it twice.
 * @throws Refusal, Away
 */
export async function request(
  api: Api,
  { key, token, patienceMs }: Proving,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  const once = async (): Promise<Response> => {
    const proof = await key.proof({ method: init.method ?? "GET", address: api.address(path), token });
    const authorized = token === undefined ? {} : { Authorization: `DPoP ${token}` };
    const headers = { ...(init.headers as object | undefined), ...authorized, DPoP: proof };
    return api.request(path, { ...init, headers }, patienceMs);
  };
  try {
    return await once();
  } catch (error) {
    if (!(error instanceof Refusal) || !/^proof_(untimely|invalid)$/.test(error.code)) throw error;
    if (error.serverTime !== null) key.correct(error.serverTime);
    return once();
  }
}

/** Posts JSON, with a proof, and reads JSON. @throws Refusal, Away */
export async function post(
  api: Api,
  proving: Proving,
  path: string,
  body: object,
  init: RequestInit,
): Promise<unknown> {
  const headers = { "Content-Type": "application/json" };
  return json(await request(api, proving, path, { ...init, method: "POST", headers, body: JSON.stringify(body) }));
}
