import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { aCall, aCustomer, at, minji, nobody } from "../../testing/people";
import { openApp } from "../../testing/render-app";
import { ScriptedService } from "../../testing/scripted-service";

const heading = (name: string): Promise<HTMLElement> => screen.findByRole("heading", { level: 1, name });

describe("at the door", () => {
  it("sends whoever is not signed in to the sign-in page, and back to the same call", async () => {
    const service = new ScriptedService();
    service.me = null;
    const { ports } = openApp({ service, callId: "call_1" });
    await heading("Sign in to help customers");
    const address =
      "/.auth/login/aad?post_login_redirect_uri=" + encodeURIComponent("/operator/?lang=en#/calls/call_1");
    await waitFor(() => expect(ports.went).toEqual([address]));
    expect(screen.getByRole("link", { name: "Sign in" }).getAttribute("href")).toBe(address);
  });

  it("tells plainly whose account has not the role", async () => {
    const service = new ScriptedService();
    service.me = nobody;
    openApp({ service });
    await heading("Your account can't take calls yet");
    await screen.findByText(/You are signed in as Nikdo Neznámý/);
    const link = screen.getByRole("link", { name: "Use another account" });
    expect(link.getAttribute("href")).toContain("/.auth/logout");
  });

  it("waits for a service that is away instead of guessing", async () => {
    const service = new ScriptedService();
    service.away = true;
    openApp({ service });
    await heading("Finding out who is signed in");
    service.away = false;
    await heading("Ready when you are");
  });
});

describe("a sign-in that lost the call's address on its way", () => {
  const opened = (state: "open" | "ended"): ScriptedService => {
    const service = new ScriptedService();
    service.calls.set("call_1", aCall("call_1", service.now(), { state }));
    sessionStorage.setItem("assisted-chat.operator.last-call", "call_1");
    return service;
  };

  it("comes back to the call that is still open", async () => {
    openApp({ service: opened("open") });
    await heading("No PIN yet");
    expect(location.hash).toBe("#/calls/call_1");
  });

  it("stays at the start when the call is over", async () => {
    openApp({ service: opened("ended") });
    await screen.findByRole("link", { name: /Call at/ });
    await heading("Ready when you are");
  });
});

describe("a sign-in that runs out", () => {
  it("costs neither the page nor the call, and is renewed in another window", async () => {
    const service = new ScriptedService();
    const customer = aCustomer("part_1", service.now(), {
      state: "admitted",
      admitted_at: at(service.now()),
    });
    service.calls.set("call_1", aCall("call_1", service.now(), { participants: [customer] }));
    const { sessions, ports } = openApp({ service, callId: "call_1" });
    await waitFor(() => expect(sessions).toHaveLength(1));
    const { me } = service;
    service.me = null;
    await screen.findByText(
      "You have been signed out, but the call goes on. Sign in again to keep control of it.",
    );
    const link = screen.getByRole("link", { name: "Sign in again" });
    expect(link.getAttribute("target")).toBe("_blank");
    expect(link.getAttribute("href")).toContain(encodeURIComponent("#/signed-in"));
    await heading("In the call with “Petr”");
    service.me = me;
    await waitFor(() => expect(screen.queryByRole("link", { name: "Sign in again" })).toBeNull());
    expect(sessions[0]?.left).toBe(false);
    expect(ports.went).toEqual([]);
  });

  it("and is renewed by somebody else starts the page afresh", async () => {
    const service = new ScriptedService();
    const { ports } = openApp({ service });
    await heading("Ready when you are");
    service.me = null;
    await screen.findByText("You have been signed out. What you see may be out of date.");
    service.me = minji;
    await waitFor(() => expect(ports.went).toContain("reload"));
  });

  it("ends in a window that only says so", async () => {
    history.replaceState(null, "", "/operator/?lang=en#/signed-in");
    const { ports } = openApp();
    await heading("You are signed in again");
    await waitFor(() => expect(ports.went).toEqual(["close"]));
  });
});
