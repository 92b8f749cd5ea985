import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { heldElsewhere, media } from "./scripted/browser.js";
import { Journey } from "./scripted/journey.js";
import type { ScriptedService } from "./scripted/service.js";

let before: Journey;
let after: Journey | null = null;
beforeEach(() => {
  before = new Journey();
});
afterEach(() => {
  before.stop();
  after?.stop();
});

/** The page goes away and comes back, with the same service behind it. */
function reload(service: ScriptedService = before.service): Journey {
  before.stop();
  after = new Journey({}, service);
  return after;
}

describe("a reload", () => {
  test("in the call comes back without a code, and asks to share again", async () => {
    await before.toCall();
    const journey = reload();
    expect(journey.chat.getSnapshot()).toEqual({ phase: "idle", returning: true });

    const call = await journey.when("call", (phase) => phase.call !== null);
    expect(call).toMatchObject({ returned: true, captured: false });
    expect("microphone" in (journey.call.joinedWith ?? {})).toBe(false);
    expect(journey.service.to("/api/redeem-pin")).toHaveLength(1);
    expect(media.captureOptions).toHaveLength(1);

    const consents = () => journey.service.to("/api/consent").map(({ body }) => [body.kind, body.granted]);
    const soFar = [
      ["screen", true],
      ["microphone", true],
      ["screen", false],
    ];
    await expect.poll(consents).toEqual(soFar);
    journey.call.connect();
    journey.chat.actions.shareAgain();
    await journey.when("call", ({ captured }) => captured);
    await expect.poll(consents).toEqual([...soFar, ["screen", true]]);
    await expect.poll(() => journey.call.shared).not.toBeNull();
  });

  test("in the lobby comes back to the same number", async () => {
    await before.toLobby();
    const lobby = await reload().at("lobby");
    expect(lobby).toMatchObject({ matchCode: "47", captured: false });
  });

  test("before the consent comes back to the consent", async () => {
    await before.toConsent();
    expect(await reload().at("consent")).toMatchObject({ operatorName: "Jana Nováková" });
  });

  test("is patient while the service is away", async () => {
    await before.toCall();
    before.service.unreachable = 2;
    await reload().at("call");
  });

  test("after the end begins anew", async () => {
    await before.toCall();
    before.service.call = "ended";
    const journey = reload();
    await expect.poll(() => journey.chat.getSnapshot()).toEqual({ phase: "idle", returning: false });
    expect(sessionStorage).toHaveLength(0);
  });

  test("stops everything that the page held", async () => {
    await before.toCall();
    before.stop();
    expect(media.allStopped()).toBe(true);
    expect(before.call.asked).toContain("leave");
    expect(before.service.to("/api/end-call")).toHaveLength(0);
  });
});

test("a duplicated tab never joins a second time", async () => {
  await before.toCall();
  const stored = Object.entries(sessionStorage) as [string, string][];
  before.stop();
  await Promise.resolve(); // the lock is let go
  for (const [name, value] of stored) sessionStorage.setItem(name, value);
  heldElsewhere("part_1");

  after = new Journey({}, before.service);
  expect(await after.at("ended")).toMatchObject({ reason: "other_tab" });
  expect(after.call.joins).toBe(0);
  expect(sessionStorage).toHaveLength(0);
}, 10_000);
