import { CallError } from "@assisted-chat/widget/calling";
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { aCall, aCustomer, at } from "../../testing/people";
import { byTest, openApp, type OpenWindow, question } from "../../testing/render-app";
import { ScriptedService } from "../../testing/scripted-service";
import { aPicture, ScriptedSession } from "../../testing/scripted-session";
import { createSharedLocks } from "../../testing/shared-locks";
import type { Participant } from "../wire/shapes";

const heading = (name: string): Promise<HTMLElement> => screen.findByRole("heading", { level: 1, name });

function aServiceInCall(rest: Partial<Participant> = {}): ScriptedService {
  const service = new ScriptedService();
  const now = service.now();
  const customer = aCustomer("part_1", now - 60_000, {
    state: "admitted",
    admitted_at: at(now - 50_000),
    last_seen_at: at(now),
    ...rest,
  });
  const pin = { state: "used", expires_at: null } as const;
  service.calls.set("call_1", aCall("call_1", now - 90_000, { pin, participants: [customer] }));
  return service;
}

async function inCall(rest: Partial<Participant> = {}): Promise<OpenWindow & { session: ScriptedSession }> {
  const opened = openApp({ service: aServiceInCall(rest), callId: "call_1" });
  await heading("In the call with “Petr”");
  await waitFor(() => expect(opened.sessions).toHaveLength(1));
  const [session] = opened.sessions;
  if (!session) throw new Error("no session");
  await screen.findByText("Connected");
  return { ...opened, session };
}

describe("in the call", () => {
  it("is joined by itself when the page is opened at its address", async () => {
    const { session } = await inCall();
    expect(session.getSnapshot().connection).toBe("connected");
    expect(screen.getByRole("timer").textContent).toMatch(/^00:5\d$/);
  });

  it("shows the customer's screen, and their face beside it", async () => {
    const { session } = await inCall();
    await screen.findByText("The customer isn't sharing a screen now.");
    session.become({ remoteVideos: [aPicture("screen"), aPicture("camera")] });
    await waitFor(() => expect(byTest("screen").querySelectorAll("video")).toHaveLength(1));
    expect(byTest("customer-video").querySelectorAll("video")).toHaveLength(1);
    expect(byTest("own-video").textContent).toBe("You");
  });

  it("shows it at its actual size, to be scrolled by keyboard", async () => {
    const { session, user } = await inCall();
    session.become({ remoteVideos: [aPicture("screen")] });
    await user.click(screen.getByRole("button", { name: "100 %" }));
    expect(byTest("screen").tabIndex).toBe(0);
    expect(screen.getByRole("button", { name: "100 %" }).getAttribute("aria-pressed")).toBe("true");
  });

  it("says that a customer came with voice only", async () => {
    await inCall({ consents: { screen: false, microphone: true, camera: false, pointer: false } });
    await screen.findByText("The customer isn't sharing a screen; they are here by voice.");
  });

  it("mutes and unmutes, by button and by key, and says so", async () => {
    const { session, user } = await inCall();
    await user.click(byTest("mute"));
    await screen.findByText("Your microphone is muted.");
    expect(session.getSnapshot().microphone).toBe("muted");
    await user.keyboard("m");
    await screen.findByText("Your microphone is on.");
    expect(session.getSnapshot().microphone).toBe("on");
  });

  it("switches the camera on with the one that was chosen", async () => {
    const { session, user, ports } = await inCall();
    ports.preferences.set({ ...ports.preferences.get(), camera: "cam-1" });
    await user.click(screen.getByRole("button", { name: "Turn camera on" }));
    await waitFor(() => expect(session.chosen).toEqual(["camera cam-1"]));
  });

  it.each([
    [{ microphone: "denied" }, /the browser blocks the microphone/],
    [{ microphone: "absent" }, /no microphone was found/],
    [{ camera: "denied" }, /The browser blocks the camera/],
    [{ sound: "blocked" }, /holds the sound back/],
    [{ connection: "reconnecting" }, /The connection is interrupted/],
  ] as const)("with %j says what to do", async (change, sentence) => {
    const { session } = await inCall();
    session.become(change);
    await screen.findByText(sentence);
  });

  it("says that the customer's page was closed, unless media still flows", async () => {
    const { session } = await inCall({ last_seen_at: at(Date.now() - 48_000) });
    expect(screen.queryByText("The customer's page was closed.")).toBeNull();
    session.become({ connection: "connecting", peerPresent: false });
    await screen.findByText("The customer's page was closed.");
    await screen.findByText(/It was last heard of (48|49|5\d) sec\. ago/);
  });

  it("ends only after asking, and by one button at a time", async () => {
    const { service, user } = await inCall();
    await user.click(byTest("end-call"));
    const asked = await question();
    expect(within(asked).getByText("End the call?").id).toBe(asked.getAttribute("aria-labelledby"));
    expect(document.querySelectorAll('[data-test="end-call"]')).toHaveLength(1);
    await user.click(within(asked).getByText("Stay in the call"));
    expect(service.calls.get("call_1")?.state).toBe("open");
    await waitFor(() => expect(screen.queryByRole("alertdialog", { hidden: true })).toBeNull());
    await user.click(byTest("end-call"));
    await user.click(byTest("end-call"));
    await heading("The call has ended");
  });

  it.each(["acs", "local"] as const)(
    "has the code of %s fetched while the PIN is read out",
    async (provider) => {
      const service = new ScriptedService();
      service.calls.set("call_1", aCall("call_1", service.now(), { provider }));
      const { ports } = openApp({ service, callId: "call_1" });
      await waitFor(() => expect([...ports.prepared]).toEqual([provider]));
    },
  );

  it("says that the call service can't be reached, and goes on trying", async () => {
    let away = true;
    openApp({
      service: aServiceInCall(),
      callId: "call_1",
      join: () =>
        away
          ? Promise.reject(new CallError("network", "for the test"))
          : Promise.resolve(new ScriptedSession()),
    });
    await screen.findByText(/The call service can't be reached/);
    expect(screen.getAllByText("Joining…")).not.toHaveLength(0);
    expect(screen.queryByText(/Reconnecting/)).toBeNull();
    away = false;
    await screen.findByText("Connected", {}, { timeout: 5_000 });
    expect(screen.queryByText(/can't be reached/)).toBeNull();
  });

  it("ends from the card that says that joining didn't work, after asking", async () => {
    const { user } = openApp({
      service: aServiceInCall(),
      callId: "call_1",
      join: () => Promise.reject(new CallError("unsupported", "for the test")),
    });
    await heading("Joining the call didn't work");
    await user.click(screen.getByRole("button", { name: "End call" }));
    expect(within(await question()).getByText("End the call?")).toBeDefined();
    await user.click(byTest("end-call"));
    await heading("The call has ended");
  });

  it("is left when the customer leaves, and the page says what next", async () => {
    const { service, session } = await inCall();
    service.customerBecomes("call_1", "part_1", { state: "left" });
    await heading("The customer has left");
    await waitFor(() => expect(session.left).toBe(true));
  });

  it("goes on while the page shows another call", async () => {
    const { service, session, user } = await inCall();
    service.calls.set("call_2", aCall("call_2", service.now()));
    location.hash = "#/calls/call_2";
    await heading("No PIN yet");
    await user.click(await screen.findByRole("link", { name: "Back to the call" }));
    await heading("In the call with “Petr”");
    expect(session.left).toBe(false);
  });

  it("is left when it ends while the page shows another", async () => {
    const { service, session } = await inCall();
    location.hash = "#/";
    await heading("Ready when you are");
    service.change("call_1", { state: "ended", ended_at: at(service.now()), end_reason: "expired" });
    await waitFor(() => expect(session.left).toBe(true));
  });
});

describe("a second window", () => {
  it("says where the call is, and takes it over on request", async () => {
    const locks = createSharedLocks();
    const held = await locks.take("call_1", 0);
    const { sessions, user } = openApp({ service: aServiceInCall(), locks, callId: "call_1" });
    await heading("The call is open in another window");
    expect(sessions).toHaveLength(0);
    await user.click(screen.getByRole("button", { name: "Take the call over" }));
    await heading("In the call with “Petr”");
    await waitFor(() => expect(sessions).toHaveLength(1));
    await held?.lost;
  });
});
