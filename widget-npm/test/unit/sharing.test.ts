import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { give, media, type Answers } from "./scripted/browser.js";
import { Journey } from "./scripted/journey.js";

let journey: Journey;
beforeEach(() => {
  journey = new Journey();
});
afterEach(() => journey.stop());

const consents = () =>
  journey.service.to("/api/consent").map(({ body }) => `${String(body.kind)} ${String(body.granted)}`);

describe("the click that shares", () => {
  test("captures at once, before anything else happens", async () => {
    await journey.toConsent();
    journey.chat.actions.shareAndJoin("1.en");

    expect(media.captureOptions).toEqual([
      {
        video: { displaySurface: "browser", frameRate: { max: 15 } },
        audio: false,
        preferCurrentTab: true,
        selfBrowserSurface: "include",
        surfaceSwitching: "exclude",
        systemAudio: "exclude",
        monitorTypeSurfaces: "exclude",
      },
    ]);
    await journey.at("lobby");
  });

  test("leads to the lobby with its two digits, and tells the service", async () => {
    const lobby = await journey.toLobby();

    expect(lobby).toMatchObject({ matchCode: "47", captured: true, microphone: "ready" });
    await expect.poll(consents).toEqual(["screen true", "microphone true"]);
    expect(journey.service.to("/api/consent")[0]?.body.text_version).toBe("1.en");
    expect(journey.call.joins).toBe(0);
  });

  test.each<[Answers["share"], string]>([
    ["deny", "denied"],
    ["window", "other_surface"],
    ["other-tab", "other_surface"],
    ["fail", "failed"],
  ])(
    "explains itself when the browser answers %s, stops every track, and may be tried again",
    async (share, trouble) => {
      await journey.toConsent();
      media.answers.share = share;
      journey.chat.actions.shareAndJoin("1.en");
      await journey.when("consent", (consent) => consent.trouble === trouble && !consent.asking);
      expect(media.allStopped()).toBe(true);
      expect(consents()).toEqual([]);

      media.answers.share = "this-tab";
      journey.chat.actions.shareAndJoin("1.en");
      await journey.when("lobby", ({ captured }) => captured);
    },
  );

  test("opens one picker however often it is pressed", async () => {
    await journey.toConsent();
    for (let press = 0; press < 3; press++) journey.chat.actions.shareAndJoin("1.en");
    await journey.at("lobby");
    expect(media.streams.filter((stream) => stream.getVideoTracks().length > 0)).toHaveLength(1);
  });
});

describe("without sharing", () => {
  test("what the browser refused before is no longer spoken of", async () => {
    await journey.toConsent();
    media.answers.share = "deny";
    journey.chat.actions.shareAndJoin("1.en");
    await journey.when("consent", ({ trouble }) => trouble === "denied");
    journey.chat.actions.joinWithVoice("1.en");
    await journey.when("lobby", ({ trouble }) => trouble === null);
  });

  test("one joins by voice, and may share later", async () => {
    const lobby = await journey.toLobby("voice");
    expect(lobby.captured).toBe(false);
    await expect.poll(consents).toEqual(["screen false", "microphone true"]);

    journey.chat.actions.shareAgain();
    await journey.when("lobby", ({ captured }) => captured);
    await expect.poll(consents).toEqual(["screen false", "microphone true", "screen true"]);
  });

  test("and without a microphone one listens", async () => {
    media.answers.microphone = "deny";
    await journey.toConsent();
    journey.chat.actions.joinWithVoice("1.en");
    await journey.when("lobby", ({ microphone }) => microphone === "denied");
    await expect.poll(consents).toEqual(["screen false", "microphone false"]);

    journey.service.participant = "admitted";
    await journey.when("call", ({ call }) => call !== null);
    expect(journey.call.joinedWith?.microphone).toBeNull();
  });

  test("a browser that cannot prove which tab it captures is told apart before the code", async () => {
    give("mediaDevices", {
      getDisplayMedia: () => Promise.reject(new Error()),
      getUserMedia: () => Promise.reject(new Error()),
    });
    journey.chat.actions.open();
    expect(journey.chat.getSnapshot()).toMatchObject({ phase: "pin", canShare: false });
    give("mediaDevices", undefined);
    journey.chat.actions.close();
    journey.chat.actions.open();
    expect(journey.chat.getSnapshot()).toMatchObject({ phase: "pin", canShare: false });
    expect(await journey.toConsent()).toMatchObject({ canShare: false });
    journey.chat.actions.joinWithVoice("1.en");
    await journey.at("lobby");
  });
});

describe("the browser's own stop button", () => {
  const stopByBrowser = (): void => media.streams[0]?.getVideoTracks()[0]?.stopByBrowser();

  test("is heard in the lobby", async () => {
    await journey.toLobby();
    stopByBrowser();
    await journey.when("lobby", ({ captured }) => !captured);
    await expect.poll(consents).toContain("screen false");
  });

  test("is heard in the call", async () => {
    await journey.toCall();
    stopByBrowser();
    await journey.when("call", ({ captured }) => !captured);
    expect(journey.eventNames()).toContain("sharing-stopped");
  });
});

describe("a picture that the call service lost", () => {
  test("is captured no longer, and the service and the page are told", async () => {
    await journey.toCall();
    await vi.waitFor(() => expect(journey.eventNames()).toContain("sharing-started"));
    journey.call.become({ sharing: null });
    await journey.when("call", ({ captured }) => !captured);
    expect(media.streams[0]?.getVideoTracks()[0]?.readyState).toBe("ended");
    expect(journey.eventNames().at(-1)).toBe("sharing-stopped");
    await expect.poll(consents).toContain("screen false");

    journey.chat.actions.shareAgain();
    await journey.when("call", ({ captured, call }) => captured && call?.sharing === media.streams.at(-1));
  });

  test("or never took, is captured no longer either, and may be shared again", async () => {
    await journey.toCall();
    journey.chat.actions.stopSharing();
    await journey.when("call", ({ captured }) => !captured);

    journey.call.fails = "failed";
    journey.chat.actions.shareAgain();
    await journey.when("call", ({ captured, trouble }) => !captured && trouble?.about === "sharing");
    expect(media.streams.at(-1)?.getVideoTracks()[0]?.readyState).toBe("ended");
  });
});

describe("a call service that takes no capture of the page", () => {
  const offered = async (): Promise<void> => {
    journey.call.takesCaptures = false;
    await journey.toCall();
    await journey.when("call", ({ call }) => call?.servicePicker === "offered");
  };

  test("is no trouble: its own picker is offered, and our capture is stopped", async () => {
    await offered();
    const call = await journey.when("call", ({ captured }) => !captured);
    expect(call.trouble).toBeNull();
    expect(media.streams[0]?.getVideoTracks()[0]?.readyState).toBe("ended");
    expect(journey.eventNames()).not.toContain("sharing-started");
  });

  test("opens its picker on a click, once the service knows of the consent", async () => {
    await offered();
    journey.chat.actions.stopSharing();
    await expect.poll(consents).toContain("screen false");
    journey.chat.actions.shareByServicePicker();
    await journey.when("call", ({ call }) => call?.servicePicker === "sharing");
    expect(consents().at(-1)).toBe("screen true");
    expect(journey.eventNames().at(-1)).toBe("sharing-started");
  });

  test("withdraws the consent when the picked picture is stopped by the browser's own button", async () => {
    await offered();
    journey.chat.actions.shareByServicePicker();
    await journey.when("call", ({ call }) => call?.servicePicker === "sharing");
    journey.call.become({ servicePicker: "offered" });
    await expect.poll(consents).toContain("screen false");
    expect(journey.eventNames().at(-1)).toBe("sharing-stopped");
  });

  test("shares nothing when the picker is closed without a choice", async () => {
    await offered();
    journey.call.fails = "permission_denied";
    journey.chat.actions.shareByServicePicker();
    const { trouble } = await journey.when("call", (call) => call.trouble !== null);
    expect(trouble).toEqual({ about: "sharing", code: "permission_denied" });
    await expect.poll(consents).toContain("screen false");
  });
});
