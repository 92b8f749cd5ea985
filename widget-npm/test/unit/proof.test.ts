/** The browser's own key (DPoP, RFC 9449): every request proves it, and nothing of it can be copied. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Journey } from "./scripted/journey.js";
import { PIN, refusal, type SeenRequest } from "./scripted/service.js";

let journey: Journey;
beforeEach(() => {
  journey = new Journey();
});
afterEach(() => journey.stop());

interface Read {
  readonly header: { readonly typ: string; readonly alg: string; readonly jwk: JsonWebKey };
  readonly claims: Readonly<Record<string, unknown>>;
}

const bytes = (part: string) =>
  Uint8Array.from(atob(part.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const json = (part: string): unknown => JSON.parse(new TextDecoder().decode(bytes(part)));

/** What a proof says, once its signature was found right by the key that is in it. */
async function read({ proof }: SeenRequest): Promise<Read> {
  const [header, claims, signature] = (proof ?? "").split(".") as [string, string, string];
  const found = { header: json(header), claims: json(claims) } as Read;
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("jwk", found.header.jwk, algorithm, false, ["verify"]);
  const signed = new TextEncoder().encode(`${header}.${claims}`);
  expect(await crypto.subtle.verify(algorithm, key, bytes(signature), signed)).toBe(true);
  return found;
}

const key = async (request: SeenRequest) => (await read(request)).header.jwk.x;
function first(path: string): SeenRequest {
  const [request] = journey.service.to(path);
  if (!request) throw new Error(`nothing was sent to ${path}`);
  return request;
}

const asked = () => journey.service.requests.filter(({ path }) => path !== "/api/widget-config");

test("every request of a journey carries a fresh proof of one and the same key", async () => {
  await journey.toCall();
  journey.chat.actions.leave();
  await expect.poll(() => journey.service.to("/api/end-call")).toHaveLength(1);

  const read_ = await Promise.all(asked().map(read));
  expect(new Set(asked().map(({ path }) => path)).size).toBeGreaterThan(4);
  expect(new Set(read_.map(({ claims }) => claims.jti)).size).toBe(read_.length);
  expect(new Set(read_.map(({ header }) => header.jwk.x)).size).toBe(1);
  asked().forEach(({ method, path }, n) => {
    expect(read_[n]?.claims).toMatchObject({ htm: method, htu: new URL(path, location.origin).href });
    expect(read_[n]?.header).toMatchObject({ typ: "dpop+jwt", alg: "ES256" });
    expect(Object.keys(read_[n]?.header.jwk ?? {}).sort()).toEqual(["crv", "kty", "x", "y"]);
  });
});

test("a proof names the token that goes with it", async () => {
  await journey.toConsent();
  const session = first("/api/session");
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode("token-0"));

  const { claims } = await read(session);
  expect(session.token).toBe("DPoP token-0");
  expect(bytes(claims.ath as string)).toEqual(new Uint8Array(digest));
  expect((await read(first("/api/redeem-pin"))).claims.ath).toBeUndefined();
});

describe("the key", () => {
  test("cannot be taken out of the browser, and the tab remembers no secret", async () => {
    const made = vi.spyOn(crypto.subtle, "generateKey");
    await journey.toCall();

    expect(made).toHaveBeenCalledOnce();
    const pair = (await made.mock.results[0]?.value) as CryptoKeyPair;
    expect(pair.privateKey.extractable).toBe(false);
    await expect(crypto.subtle.exportKey("jwk", pair.privateKey)).rejects.toThrow();
    const remembered = Object.values(sessionStorage).join();
    const secrets = asked().flatMap(({ body }) => [body.pin, body.redemption_key]);
    for (const secret of [...secrets.filter((value) => typeof value === "string"), "token-0"])
      expect(remembered).not.toContain(secret);
  });

  test("comes back after a reload, and is alone enough", async () => {
    await journey.toLobby();
    const before = await key(first("/api/redeem-pin"));
    journey.stop();
    const { service } = journey;
    journey = new Journey({}, service);
    await journey.at("lobby");

    expect(service.to("/api/resume")[0]?.body).toEqual({ call_id: "call_1", participant_id: "part_1" });
    expect(await key(first("/api/resume"))).toBe(before);
  });

  test("is gone with its place", async () => {
    await journey.toCall();
    journey.chat.actions.leave();
    await journey.at("ended");

    await expect.poll(keysKept).toBe(0);
  });

  test("that tabs left behind is dropped after a day", async () => {
    await journey.toLobby();
    journey.stop();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 25 * 60 * 60_000 });
    sessionStorage.clear();
    journey = new Journey();
    await journey.toLobby();

    expect(await keysKept()).toBe(1);
  });

  test("is another for another code", async () => {
    journey.chat.actions.open();
    journey.chat.actions.submitPin("0000000000");
    await journey.when("pin", ({ trouble }) => trouble?.kind === "refused");
    journey.chat.actions.submitPin(PIN);
    await journey.at("consent");
    const [wrong, right] = journey.service.to("/api/redeem-pin") as [SeenRequest, SeenRequest];

    expect(await key(wrong)).not.toBe(await key(right));
  });

  test("is not waited for where the browser's store never answers", async () => {
    Object.defineProperty(globalThis, "indexedDB", { value: { open: () => ({}) }, configurable: true, writable: true });
    await journey.toConsent();
  });

  test("lives as long as the page where the browser keeps nothing", async () => {
    Object.defineProperty(globalThis, "indexedDB", { value: undefined, configurable: true, writable: true });
    await journey.toCall();
    journey.stop();
    journey = new Journey({}, journey.service);

    await expect.poll(() => journey.chat.getSnapshot()).toEqual({ phase: "idle", returning: false });
    expect(journey.service.to("/api/resume")).toHaveLength(0);
  });
});

test("a clock that is wrong is set by the service's word, and the code is tried again by itself", async () => {
  const right = Date.parse("2026-01-01T00:00:00Z");
  journey.service.instead.set("/api/redeem-pin", () => {
    journey.service.instead.delete("/api/redeem-pin");
    return refusal(401, "proof_untimely", undefined, { server_time: "2026-01-01T00:00:00Z" });
  });
  await journey.toConsent();

  const dates = await Promise.all(asked().map(async (request) => Number((await read(request)).claims.iat) * 1_000));
  const [first = 0, ...others] = dates;
  expect(first).toBeGreaterThan(right + 60_000);
  for (const date of others) expect(Math.abs(date - right)).toBeLessThan(60_000);
  expect(journey.service.to("/api/redeem-pin")).toHaveLength(2);
});

test("a proof that the browser itself sent twice is made anew", async () => {
  await journey.toCall();
  let refused = 0;
  journey.service.instead.set("/api/end-call", () => {
    journey.service.instead.delete("/api/end-call");
    refused += 1;
    return refusal(401, "proof_invalid");
  });
  journey.chat.actions.leave();

  await expect.poll(() => journey.service.participant).toBe("left");
  expect(refused).toBe(1);
  expect(journey.service.to("/api/resume")).toHaveLength(0);
});

describe("what went wrong on the way back", () => {
  const back = async () => {
    await journey.toLobby();
    journey.stop();
    journey = new Journey({}, journey.service);
  };

  test.each([
    [429, "too_many_attempts"],
    [401, "proof_invalid"],
    [404, ""],
  ])("is no reason to give the place up (%i %s)", async (status, code) => {
    journey.service.instead.set("/api/resume", () => refusal(status, code, 1));
    await back();
    await expect.poll(() => journey.service.to("/api/resume").length).toBeGreaterThan(0);
    journey.stop();
    journey.service.instead.delete("/api/resume");
    journey = new Journey({}, journey.service);

    await journey.at("lobby");
  });

  test("that is over for a while is waited for", async () => {
    journey.service.instead.set("/api/resume", () => {
      journey.service.instead.delete("/api/resume");
      return refusal(429, "too_many_attempts", 1);
    });
    await back();

    await journey.at("lobby");
  });

  test("with the place's end is told once, and nothing is kept of it", async () => {
    journey.service.instead.set("/api/resume", () => refusal(403, "pin_rejected"));
    await back();

    await expect.poll(keysKept).toBe(0);
    expect(sessionStorage).toHaveLength(0);
  });
});

test.each(["leave", "distrust"] as const)("to %s with a token that died still reaches the service", async (action) => {
  await journey.toCall();
  journey.service.expireToken();
  journey.chat.actions[action]();

  await expect.poll(() => journey.service.participant).toBe("left");
});

test("nothing is typed, changed or closed between the accepted code and its place", async () => {
  const real = indexedDB.open.bind(indexedDB);
  let answer = (): void => undefined;
  vi.spyOn(indexedDB, "open").mockImplementation((...args) => {
    const opening = { onsuccess: null, onupgradeneeded: null } as unknown as IDBOpenDBRequest;
    answer = () => void Object.assign(real(...args), pickHandlers(opening));
    return opening;
  });
  journey.chat.actions.open();
  journey.chat.actions.submitPin(PIN);
  await expect.poll(() => journey.eventNames()).toContain("accepted");
  journey.chat.actions.editPin();
  journey.chat.actions.submitPin("0000000000");
  journey.chat.actions.close();
  expect(journey.chat.getSnapshot()).toMatchObject({ phase: "pin", sending: true, trouble: null });
  answer();

  await journey.at("consent");
  expect(journey.service.to("/api/redeem-pin")).toHaveLength(1);
});

/** What was to be called when the store opens. */
function pickHandlers({ onupgradeneeded, onsuccess, onerror }: IDBOpenDBRequest): Partial<IDBOpenDBRequest> {
  return { onupgradeneeded, onsuccess, onerror };
}

test("a session that the service did not bind to the key is not begun", async () => {
  journey.service.instead.set("/api/redeem-pin", () => ({
    body: {
      session_token: "t",
      token_type: "Bearer",
      expires_in: 600,
      call_id: "call_1",
      participant_id: "part_1",
      match_code: "47",
      state: "waiting",
      operator_name: "Jana",
    },
  }));
  journey.chat.actions.open();
  journey.chat.actions.submitPin(PIN);

  await journey.when("pin", ({ trouble }) => trouble?.kind === "failed");
  expect(sessionStorage).toHaveLength(0);
});

/** How many keys this browser keeps. */
function keysKept(): Promise<number> {
  return new Promise((resolve) => {
    const opening = indexedDB.open("assisted-chat", 1);
    opening.onsuccess = () => {
      const counting = opening.result.transaction("keys").objectStore("keys").count();
      counting.onsuccess = () => {
        opening.result.close();
        resolve(counting.result);
      };
    };
  });
}
