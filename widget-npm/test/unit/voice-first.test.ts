/** The picture of the tab waits for the voices: both hear each other here before the operator sees anything. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { media } from "./scripted/browser.js";
import { Journey } from "./scripted/journey.js";

let journey: Journey;
beforeEach(() => {
  journey = new Journey();
});
afterEach(() => {
  vi.useRealTimers();
  journey.stop();
});

const shares = (): number => journey.call.asked.filter((asked) => asked === "share").length;

async function toAdmission(): Promise<void> {
  await journey.toLobby();
  journey.service.participant = "admitted";
  await journey.when("call", ({ call }) => call !== null);
}

describe("the picture", () => {
  test("waits while the operator is there and not heard, and flows at once when they are", async () => {
    await toAdmission();
    journey.call.become({ connection: "connected", peerPresent: true });
    await journey.when("call", ({ awaitsVoice, captured }) => awaitsVoice && captured);
    expect(shares()).toBe(0);

    journey.call.become({ peerHeard: true });
    await journey.when("call", ({ awaitsVoice, call }) => !awaitsVoice && call?.sharing === media.streams[0]);
    expect(shares()).toBe(1);
  });

  test("does not flow before the operator is there at all", async () => {
    await toAdmission();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(shares()).toBe(0);
    expect(await journey.at("call")).toMatchObject({ captured: true, awaitsVoice: false });
  });

  test("waits for a sound that the browser holds back", async () => {
    await toAdmission();
    journey.call.become({ connection: "connected", peerPresent: true, peerHeard: true, sound: "blocked" });
    await journey.when("call", ({ awaitsVoice }) => awaitsVoice);
    expect(shares()).toBe(0);
    journey.call.become({ sound: "playing" });
    await vi.waitFor(() => expect(shares()).toBe(1));
  });

  test("flows at the customer's own click", async () => {
    await toAdmission();
    journey.call.become({ connection: "connected", peerPresent: true });
    await journey.when("call", ({ awaitsVoice }) => awaitsVoice);
    journey.chat.actions.release();
    await journey.when("call", ({ call }) => call?.sharing !== null);
  });

  test("waits ten seconds at most for an operator without a microphone", async () => {
    await toAdmission();
    vi.useFakeTimers();
    journey.call.become({ connection: "connected", peerPresent: true });
    await vi.advanceTimersByTimeAsync(9_900);
    expect(shares()).toBe(0);
    await vi.advanceTimersByTimeAsync(200);
    expect(shares()).toBe(1);
  });

  test("counts those seconds anew when the operator goes and comes back", async () => {
    await toAdmission();
    vi.useFakeTimers();
    journey.call.become({ connection: "connected", peerPresent: true });
    await vi.advanceTimersByTimeAsync(6_000);
    journey.call.become({ connection: "connecting", peerPresent: false });
    await vi.advanceTimersByTimeAsync(6_000);
    journey.call.become({ connection: "connected", peerPresent: true });
    await vi.advanceTimersByTimeAsync(6_000);
    expect(shares()).toBe(0);
  });

  test("never flows once the customer has ended it, however long they waited", async () => {
    await toAdmission();
    vi.useFakeTimers();
    journey.call.become({ connection: "connected", peerPresent: true });
    journey.chat.actions.distrust();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(shares()).toBe(0);
    expect(media.allStopped()).toBe(true);
  });

  test("goes on flowing through a hiccup: they have met", async () => {
    await journey.toCall();
    await vi.waitFor(() => expect(shares()).toBe(1));
    journey.call.become({ connection: "reconnecting", peerPresent: false, peerHeard: false });
    journey.call.become({ connection: "connected", peerPresent: true });
    expect(await journey.at("call")).toMatchObject({ awaitsVoice: false });
    expect(shares()).toBe(1);
  });
});
