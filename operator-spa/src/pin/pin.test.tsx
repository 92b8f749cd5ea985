import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { aCall, aCustomer, at } from "../../testing/people";
import { byTest, openApp, type OpenWindow } from "../../testing/render-app";
import { ScriptedService } from "../../testing/scripted-service";
import type { CallDetail } from "../wire/shapes";
import { pinSituation } from "./situation";

const NOON = Date.UTC(2026, 10, 22, 12);
const heading = (name: string): Promise<HTMLElement> => screen.findByRole("heading", { level: 1, name });

function openWith(rest: Partial<CallDetail>): OpenWindow {
  const service = new ScriptedService();
  service.calls.set("call_1", aCall("call_1", service.now(), rest));
  return openApp({ service, callId: "call_1" });
}

describe("the PIN on the page", () => {
  it("is copied with its groups, and says so", async () => {
    const { user } = openApp();
    await user.click(await screen.findByRole("button", { name: "New call" }));
    await user.click(await screen.findByRole("button", { name: "Copy" }));
    expect(await navigator.clipboard.readText()).toBe("482 913 5570");
    await screen.findByRole("button", { name: "Copied" });
  });

  it("is spoken digit by digit", async () => {
    const { user } = openApp();
    await user.click(await screen.findByRole("button", { name: "New call" }));
    await screen.findByText("The PIN is 4 8 2, 9 1 3, 5 5 7 0.");
  });

  it("gives way to a new one, and the page says what that means", async () => {
    const { user, page } = openApp();
    await user.click(await screen.findByRole("button", { name: "New call" }));
    await screen.findByText("A new PIN ends this one, and whoever waits by it is turned away.");
    await user.click(byTest("new-pin"));
    await waitFor(() => expect(byTest("pin", page).textContent).toBe("106 774 2938"));
  });

  it("shows its time as a bar with words", async () => {
    const { user } = openApp();
    await user.click(await screen.findByRole("button", { name: "New call" }));
    const bar = await screen.findByRole("progressbar", { name: "Time left for the PIN" });
    expect(bar.getAttribute("aria-valuetext")).toMatch(/^(5:00|4:59) left$/);
  });

  it("is nowhere after a reload, and the page says that it still works", async () => {
    const service = new ScriptedService();
    const pin = { state: "live", expires_at: at(service.now() + 200_500) } as const;
    service.calls.set("call_1", aCall("call_1", service.now(), { pin }));
    openApp({ service, callId: "call_1" });
    await heading("A PIN is out, but it is shown only once");
    await screen.findByText(/^It works for another 3:(20|21)\./);
  });

  it("can be cancelled at once while nobody is in the call", async () => {
    const { service, user } = openApp();
    await user.click(await screen.findByRole("button", { name: "New call" }));
    await user.click(await screen.findByRole("button", { name: "Cancel call" }));
    await heading("The call has ended");
    expect(service.calls.get("call_0001")?.state).toBe("ended");
  });

  it.each([
    ["none", "No PIN yet"],
    ["expired", "The PIN has expired"],
    ["burnt", "This PIN is blocked"],
  ] as const)("when %s says so and offers a new one", async (state, title) => {
    const { user } = openWith({ pin: { state, expires_at: null } });
    await heading(title);
    await user.click(byTest("new-pin"));
    await heading("Read this PIN to the customer");
  });

  it("when exhausted leads to a new call", async () => {
    const { user } = openWith({ pin: { state: "exhausted", expires_at: null } });
    await heading("No more PINs for this call");
    expect(document.querySelector('[data-test="new-pin"]')).toBeNull();
    await user.click(screen.getByRole("button", { name: "Start a new call" }));
    await heading("Read this PIN to the customer");
  });

  it.each([
    ["left", "The customer has left"],
    ["turned_away", "The customer was turned away"],
  ] as const)("once used tells what became of the customer who %s", async (state, title) => {
    openWith({
      pin: { state: "used", expires_at: null },
      participants: [aCustomer("part_1", NOON, { state })],
    });
    await heading(title);
  });

  it("puts a refusal into words and keeps the card", async () => {
    const { service, user } = openWith({ pin: { state: "expired", expires_at: null } });
    await heading("The PIN has expired");
    service.change("call_1", { pin: { state: "exhausted", expires_at: null } });
    await user.click(byTest("new-pin"));
    await heading("No more PINs for this call");
  });
});

describe("what is shown of a PIN", () => {
  const inHand = { display: "482 913 5570", issuedAt: NOON, expiresAt: NOON + 300_000 };
  const call = (state: CallDetail["pin"]["state"], expiresAt = NOON + 300_000) =>
    aCall("call_1", NOON, { pin: { state, expires_at: at(expiresAt) } });

  it("believes its own PIN over an answer from before it was made", () => {
    expect(pinSituation(call("none"), inHand, NOON - 10, NOON + 5)).toEqual({ kind: "live", pin: inHand });
  });

  it("believes a newer answer over its own PIN", () => {
    expect(pinSituation(call("burnt"), inHand, NOON + 10, NOON + 20)).toEqual({ kind: "burnt" });
  });

  it("does not show a PIN that another window has replaced", () => {
    const later = NOON + 330_000;
    expect(pinSituation(call("live", later), inHand, NOON + 30_000, NOON + 30_100)).toEqual({
      kind: "hidden",
      expiresAt: later,
    });
  });

  it("lets it expire by the clock without waiting for the service", () => {
    expect(pinSituation(call("live"), inHand, NOON + 10, NOON + 300_000)).toEqual({ kind: "expired" });
  });
});

describe("a lost answer", () => {
  it("is asked for again without a second PIN being shown", async () => {
    const service = new ScriptedService();
    service.calls.set("call_1", aCall("call_1", service.now()));
    const { user } = openApp({ service, callId: "call_1" });
    await heading("No PIN yet");
    const fetch = vi.spyOn(service, "change");
    service.away = true;
    await user.click(byTest("new-pin"));
    await screen.findByRole("button", { name: "Making a PIN…" });
    service.away = false;
    await heading("Read this PIN to the customer");
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});
