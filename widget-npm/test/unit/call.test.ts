import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { media } from "./scripted/browser.js";
import { Journey } from "./scripted/journey.js";
import { refusal } from "./scripted/service.js";

let journey: Journey;
beforeEach(() => {
  journey = new Journey();
});
afterEach(() => journey.stop());

describe("admission", () => {
  test("joins, shares and says so", async () => {
    const call = await journey.toCall();

    expect(call).toMatchObject({ captured: true, returned: false, interruptedSince: null, trouble: null });
    expect(journey.call.shared).toBe(media.streams[0]);
    expect(journey.call.joinedWith?.microphone).toBe(media.streams[1]);
    expect(journey.eventNames()).toEqual(["opened", "accepted", "waiting", "joined", "sharing-started"]);
  });

  test("finds the call's code not fetched before the code was accepted", async () => {
    const load = vi.fn(() => Promise.resolve(journey.call.calling));
    const other = new Journey({ loadCalling: load });
    other.chat.actions.open();
    expect(load).not.toHaveBeenCalled();
    await other.toConsent();
    expect(load).toHaveBeenCalled();
    other.stop();
  });

  test("does not wait for the microphone's question", async () => {
    media.answers.microphone = "wait";
    await journey.toConsent();
    journey.chat.actions.shareAndJoin("1.en");
    await journey.at("lobby");
    journey.service.participant = "admitted";
    await journey.when("call", ({ call }) => call !== null);
    expect(journey.call.joinedWith?.microphone).toBeNull();

    media.answerMicrophone();
    await expect.poll(() => journey.call.asked).toContain("microphone true");
    expect(journey.call.joins).toBe(1);
  });

  test("may come before the consent where there is no lobby", async () => {
    journey.service.participant = "admitted";
    await journey.toConsent();
    expect(journey.call.joins).toBe(0);
    journey.chat.actions.shareAndJoin("1.en");
    await journey.when("call", ({ call }) => call !== null);
    expect(journey.call.joins).toBe(1);
  });

  test("holds the picture back for a second click where the service wants one", async () => {
    journey.service.instead.set("/api/widget-config", () => ({ body: { pin_digits: 10, release: "confirm" } }));
    const other = new Journey({}, journey.service);
    await vi.waitFor(() => expect(other.service.to("/api/widget-config").length).toBeGreaterThan(1));
    const call = await other.toCall();
    expect(call.awaitsRelease).toBe(true);
    expect(other.call.shared).toBeNull();
    other.chat.actions.release();
    await other.when("call", ({ awaitsRelease }) => !awaitsRelease);
    expect(other.call.shared).not.toBeNull();
    other.stop();
  });

  test("fetches Azure's code ahead only where Azure carries the call, and not before the customer agreed", async () => {
    journey.service.provider = "acs";
    await journey.toConsent();
    await vi.waitFor(() => expect(journey.service.to("/api/session").length).toBeGreaterThan(0));
    expect(journey.call.asked).toEqual([]);
    journey.chat.actions.joinWithVoice("1.en");
    await expect.poll(() => journey.call.asked).toEqual(["preload"]);

    journey.service.participant = "admitted";
    await journey.when("call", ({ call }) => call !== null);
    expect(journey.call.joinedWith?.grant.provider).toBe("acs");
  });

  test("that cannot be used says why, and may be tried again", async () => {
    journey.call.fails = "failed";
    await journey.toLobby();
    journey.service.participant = "admitted";
    await journey.when("call", ({ trouble }) => trouble?.about === "joining");

    journey.call.fails = null;
    journey.chat.actions.joinAgain();
    await journey.when("call", ({ call, trouble }) => call !== null && trouble === null);
  });
});

describe("a network that keeps us from joining", () => {
  test("is tried again by itself, and the trouble is shown meanwhile", async () => {
    journey.call.fails = "network";
    await journey.toLobby();
    journey.service.participant = "admitted";
    await journey.when("call", ({ trouble, joining }) => trouble?.code === "network" && !joining);

    journey.call.fails = null;
    await journey.when("call", ({ call, trouble }) => call !== null && trouble === null);
    expect(journey.eventNames().filter((name) => name === "joined")).toHaveLength(1);
  });

  test("is hurried by the customer, who still joins once", async () => {
    journey.call.fails = "network";
    await journey.toLobby();
    journey.service.participant = "admitted";
    await journey.when("call", ({ trouble, joining }) => trouble?.code === "network" && !joining);

    journey.call.fails = null;
    const pressed = Date.now();
    for (let press = 0; press < 3; press++) journey.chat.actions.joinAgain();
    await journey.when("call", ({ call }) => call !== null);
    expect(Date.now() - pressed).toBeLessThan(1_500);
    expect(journey.call.joins).toBe(1);
  });
});

describe("in the call", () => {
  test("sharing stops and starts again", async () => {
    await journey.toCall();
    journey.chat.actions.stopSharing();
    await journey.when("call", ({ captured }) => !captured);
    expect(journey.call.shared).toBeNull();
    expect(media.streams[0]?.getVideoTracks()[0]?.readyState).toBe("ended");

    journey.chat.actions.shareAgain();
    await journey.when("call", ({ captured }) => captured);
    await expect.poll(() => journey.call.shared).toBe(media.streams.at(-1));
  });

  test("camera and microphone are switched, and agreed to", async () => {
    await journey.toCall();
    journey.chat.actions.setCamera(true);
    await journey.when("call", ({ call }) => call?.camera === "on");
    journey.chat.actions.setMicrophone(false);
    await journey.when("call", ({ call }) => call?.microphone === "muted");
    journey.chat.actions.setCamera(false);
    await expect
      .poll(() => journey.service.to("/api/consent").map(({ body }) => [body.kind, body.granted]))
      .toEqual([
        ["screen", true],
        ["microphone", true],
        ["camera", true],
        ["camera", false],
      ]);
    expect(journey.chat.microphoneLevel()).toBe(0.5);
  });

  test("a refused device is named, and the word goes with the next success", async () => {
    await journey.toCall();
    journey.call.fails = "permission_denied";
    journey.chat.actions.setCamera(true);
    const { trouble } = await journey.when("call", (call) => call.trouble !== null);
    expect(trouble).toEqual({ about: "camera", code: "permission_denied" });

    journey.call.fails = null;
    journey.chat.actions.setMicrophone(false);
    await journey.when("call", (call) => call.trouble === null);
  });

  test("a broken line is told, and its mending", async () => {
    await journey.toCall();
    journey.call.become({ connection: "reconnecting", peerPresent: false });
    await journey.when("call", ({ interruptedSince }) => interruptedSince !== null);
    journey.call.connect();
    await journey.when("call", ({ interruptedSince }) => interruptedSince === null);
    expect(journey.eventNames().slice(-2)).toEqual(["interrupted", "resumed"]);
  });

  test("a token that died in the night is replaced by the browser's own key", async () => {
    await journey.toCall();
    journey.service.expireToken();
    journey.chat.actions.setCamera(true);

    await expect.poll(() => journey.service.to("/api/resume")).toHaveLength(1);
    expect(journey.service.to("/api/resume")[0]?.body).toEqual({
      call_id: "call_1",
      participant_id: "part_1",
    });
    await expect.poll(() => journey.service.to("/api/consent").at(-1)?.token).toBe("DPoP token-1");
  });

  test("messages pass in their envelope, and nothing else does", async () => {
    await journey.toCall();
    const heard: unknown[] = [];
    journey.chat.messages.subscribe((message) => heard.push(message));
    expect(journey.chat.messages.send("chat", { text: "hello" })).toBe(true);
    expect(JSON.parse(journey.call.said[0] ?? "")).toMatchObject({ v: 1, type: "chat", body: { text: "hello" } });

    journey.call.hear("nonsense");
    journey.call.hear(JSON.stringify({ v: 1, type: "chat", id: "a", body: { text: "hi" } }));
    expect(heard).toEqual([{ type: "chat", id: "a", body: { text: "hi" } }]);
  });
});

describe("it is over", () => {
  test.each([
    ["operator", (j: Journey) => Object.assign(j.service, { call: "ended", endReason: "operator" })],
    ["expired", (j: Journey) => Object.assign(j.service, { call: "ended", endReason: "expired" })],
    ["turned_away", (j: Journey) => Object.assign(j.service, { participant: "turned_away" })],
    ["lost", (j: Journey) => j.service.instead.set("/api/session", () => refusal(403, "turned_away"))],
  ] as const)("for the reason %s", async (reason, happen) => {
    await journey.toLobby();
    happen(journey);
    expect(await journey.at("ended")).toMatchObject({ phase: "ended", reason, operatorName: "Jana Nováková" });
    expect(media.allStopped()).toBe(true);
    expect(sessionStorage).toHaveLength(0);
    expect(journey.events.at(-1)).toEqual({ name: "ended", callId: "call_1", reason });
  });

  test("when nobody opened in ten minutes, in words of its own", async () => {
    await journey.toLobby();
    vi.useFakeTimers({ now: Date.now() + 10 * 60_000, toFake: ["Date"] });
    journey.service.participant = "turned_away";
    expect(await journey.at("ended")).toMatchObject({ reason: "lobby_timeout" });
  });

  test("at once when the call service says so", async () => {
    await journey.toCall();
    Object.assign(journey.service, { call: "ended", endReason: "operator" });
    journey.call.become({ connection: "disconnected", peerPresent: false });
    expect(await journey.at("ended")).toMatchObject({ reason: "operator" });
  });

  test("when the customer leaves: tracks stop before anything is waited for", async () => {
    await journey.toCall();
    journey.chat.actions.leave();
    expect(journey.chat.getSnapshot()).toMatchObject({ phase: "ended", reason: "left" });
    expect(media.allStopped()).toBe(true);
    await expect.poll(() => journey.service.to("/api/end-call")).toHaveLength(1);
  });

  test("when the customer does not trust it: the same, and the page is told", async () => {
    await journey.toCall();
    journey.chat.actions.distrust();
    expect(journey.chat.getSnapshot()).toMatchObject({ phase: "ended", reason: "distrust" });
    expect(media.allStopped()).toBe(true);
    expect(journey.call.asked.at(-1)).toBe("leave");
    expect(journey.eventNames().slice(-2)).toEqual(["distrusted", "ended"]);
    await expect
      .poll(() => journey.service.to("/api/end-call").map(({ body }) => body))
      .toEqual([{ reason: "distrust" }]);
    await journey.when("ended", ({ alarm }) => alarm === "told");
  });

  test("an operator who hung up quickly is told of all the same", async () => {
    await journey.toCall();
    Object.assign(journey.service, { call: "ended", endReason: "operator" });
    expect(await journey.at("ended")).toMatchObject({ reason: "operator", alarm: "possible" });
    journey.chat.actions.distrust();
    journey.chat.actions.distrust();
    await journey.when("ended", ({ reason, alarm }) => reason === "distrust" && alarm === "told");
    expect(journey.service.to("/api/end-call").map(({ body }) => body)).toEqual([{ reason: "distrust" }]);
  });

  test("leaving gives no reason", async () => {
    await journey.toCall();
    journey.chat.actions.leave();
    await expect.poll(() => journey.service.to("/api/end-call").map(({ body }) => body)).toEqual([{}]);
    journey.chat.actions.distrust();
    expect(journey.service.to("/api/end-call")).toHaveLength(1);
  });

  test("and another code may be typed", async () => {
    await journey.toLobby();
    journey.chat.actions.leave();
    journey.chat.actions.open();
    expect(journey.chat.getSnapshot()).toMatchObject({ phase: "pin", trouble: null });
  });
});
