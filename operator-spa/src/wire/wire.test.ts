import { describe, expect, it, vi } from "vitest";
import { insist } from "./insist";
import { createReachWatch } from "./reach";
import { Refused, Unreachable, Unreadable } from "./refusals";
import { createServerClock } from "./server-clock";
import { createWire, type Wire } from "./wire";

const NOON = Date.UTC(2026, 10, 22, 12);

function wireTo(answer: () => Response | Promise<Response>): { wire: Wire; outcomes: string[] } {
  const outcomes: string[] = [];
  const wire = createWire({
    fetch: () => Promise.resolve(answer()),
    basePath: "/api",
    clock: createServerClock(() => NOON),
    note: (outcome) => outcomes.push(outcome),
  });
  return { wire, outcomes };
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers });
const asking = { method: "GET", path: "/me" } as const;

describe("the wire", () => {
  it("hands over a good answer with its tag", async () => {
    const { wire, outcomes } = wireTo(() => json(200, { name: "Jana" }, { ETag: '"7"' }));
    expect(await wire(asking)).toEqual({ status: 200, body: { name: "Jana" }, etag: '"7"' });
    expect(outcomes).toEqual(["answered"]);
  });

  it("takes 304 for an answer without a body", async () => {
    const { wire } = wireTo(() => new Response(null, { status: 304, headers: { ETag: '"7"' } }));
    expect(await wire(asking)).toEqual({ status: 304, body: null, etag: '"7"' });
  });

  it("turns a problem into a refusal with its code and its tries", async () => {
    const { wire, outcomes } = wireTo(() => json(403, { code: "match_code_wrong", attempts_left: 1 }));
    await expect(wire(asking)).rejects.toMatchObject({ code: "match_code_wrong", attemptsLeft: 1 });
    expect(outcomes).toEqual(["answered"]);
  });

  it("keeps a code it has never heard of apart from those it knows", async () => {
    const { wire } = wireTo(() => json(409, { code: "something_new" }));
    await expect(wire(asking)).rejects.toMatchObject({ status: 409, code: "unknown" });
  });

  it("notices that nobody is signed in, by 401 and by a way to a sign-in page", async () => {
    const bare = wireTo(() => new Response(null, { status: 401 }));
    await expect(bare.wire(asking)).rejects.toMatchObject({ code: "sign_in_required" });
    const redirected = wireTo(() =>
      Object.defineProperty(json(200, {}), "type", { value: "opaqueredirect" }),
    );
    await expect(redirected.wire(asking)).rejects.toMatchObject({ code: "sign_in_required" });
    expect([...bare.outcomes, ...redirected.outcomes]).toEqual(["signed-out", "signed-out"]);
  });

  it("takes a lost connection and a broken service for 'not now'", async () => {
    const lost = wireTo(() => Promise.reject(new TypeError("Failed to fetch")));
    await expect(lost.wire(asking)).rejects.toBeInstanceOf(Unreachable);
    const broken = wireTo(() => new Response("", { status: 503, headers: { "Retry-After": "3" } }));
    await expect(broken.wire(asking)).rejects.toMatchObject({ retryAfterSeconds: 3 });
    expect([...lost.outcomes, ...broken.outcomes]).toEqual(["away", "away"]);
  });

  it("does not mistake a page of HTML for an answer", async () => {
    const { wire } = wireTo(() => new Response("<!doctype html>", { status: 200 }));
    await expect(wire(asking)).rejects.toBeInstanceOf(Unreadable);
  });

  it("rejects with the caller's own reason when the caller has gone", async () => {
    const { wire, outcomes } = wireTo(() => Promise.reject(new DOMException("Aborted", "AbortError")));
    await expect(wire({ ...asking, signal: AbortSignal.abort("gone") })).rejects.toBe("gone");
    expect(outcomes).toEqual([]);
  });
});

describe("an answer that comes after its asker has gone", () => {
  it("is dropped", async () => {
    const asker = new AbortController();
    const { wire, outcomes } = wireTo(() => {
      asker.abort("gone");
      return json(200, {});
    });
    await expect(wire({ ...asking, signal: asker.signal })).rejects.toBe("gone");
    expect(outcomes).toEqual([]);
  });
});

describe("reach", () => {
  it("tells of an outage from the second lost answer on, and of its end at once", () => {
    const reach = createReachWatch();
    reach.note("away");
    expect(reach.get().away).toBe(false);
    reach.note("away");
    expect(reach.get().away).toBe(true);
    reach.note("answered");
    expect(reach.get()).toEqual({ away: false, signedOut: false });
  });

  it("remembers through an outage that the sign-in has expired", () => {
    const reach = createReachWatch();
    reach.note("signed-out");
    reach.note("away");
    reach.note("away");
    expect(reach.get()).toEqual({ away: true, signedOut: true });
  });
});

describe("the service's clock", () => {
  it("follows the service when this machine is minutes off", () => {
    const clock = createServerClock(() => NOON);
    clock.hear(new Date(NOON + 180_000).toUTCString(), 40);
    expect(clock.now() - NOON).toBe(180_520);
  });

  it("trusts this machine within the grain of the header, and the quickest answer before slower ones", () => {
    const clock = createServerClock(() => NOON);
    clock.hear(new Date(NOON).toUTCString(), 20);
    clock.hear(new Date(NOON + 60_000).toUTCString(), 4_000);
    clock.hear(null, 1);
    expect(clock.now()).toBe(NOON);
  });
});

describe("insisting", () => {
  it("asks again after a lost answer and passes a refusal on", async () => {
    const ask = vi.fn<() => Promise<string>>();
    ask.mockRejectedValueOnce(new Unreachable()).mockResolvedValueOnce("made");
    expect(await insist(ask, { tries: 3, firstPauseMs: 1 })).toBe("made");
    ask.mockRejectedValue(new Refused(409, "call_closed"));
    await expect(insist(ask, { tries: 3, firstPauseMs: 1 })).rejects.toBeInstanceOf(Refused);
    expect(ask).toHaveBeenCalledTimes(3);
  });

  it("gives up after the last try", async () => {
    const ask = vi.fn<() => Promise<string>>().mockRejectedValue(new Unreachable());
    await expect(insist(ask, { tries: 3, firstPauseMs: 1 })).rejects.toBeInstanceOf(Unreachable);
    expect(ask).toHaveBeenCalledTimes(3);
  });
});
