import { act, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { aCall, aCustomer } from "../../testing/people";
import { aMachine } from "../../testing/scripted-ports";
import { byTest, openApp } from "../../testing/render-app";
import { ScriptedService } from "../../testing/scripted-service";

const heading = (name: string): Promise<HTMLElement> => screen.findByRole("heading", { level: 1, name });

describe("keys", () => {
  it("do what the buttons do", async () => {
    const { user } = openApp();
    await heading("Ready when you are");
    await user.keyboard("n");
    await heading("Read this PIN to the customer");
    await user.keyboard("p");
    await waitFor(() => expect(byTest("pin").textContent).toBe("106 774 2938"));
    await user.keyboard("C");
    expect(await navigator.clipboard.readText()).toBe("106 774 2938");
  });

  it("work on a keyboard that is set to Hangul", async () => {
    openApp();
    await heading("Ready when you are");
    await act(() => Promise.resolve());
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "ㅜ", code: "KeyN", bubbles: true }));
    await heading("Read this PIN to the customer");
  });

  it("keep still in a field, with Ctrl, and in a menu", async () => {
    const service = new ScriptedService();
    service.calls.set(
      "call_1",
      aCall("call_1", service.now(), { participants: [aCustomer("part_1", service.now())] }),
    );
    const { user } = openApp({ service, callId: "call_1" });
    await waitFor(() => expect(document.activeElement).toBe(byTest("match-code-input")));
    await user.keyboard("n");
    await user.click(byTest("admit"));
    await user.keyboard("{Control>}n{/Control}");
    await user.click(screen.getByRole("button", { name: /Jana/ }));
    await user.keyboard("n");
    expect(service.calls.size).toBe(1);
  });

  it("can be switched off, and then no hint of them is left", async () => {
    const { user, service } = openApp();
    await heading("Ready when you are");
    expect(byTest("new-call").getAttribute("aria-keyshortcuts")).toBe("N");
    await user.click(screen.getByRole("button", { name: /Jana/ }));
    await user.click(await screen.findByRole("menuitemcheckbox", { name: "Single-key shortcuts" }));
    await user.keyboard("{Escape}n");
    expect(byTest("new-call").getAttribute("aria-keyshortcuts")).toBeNull();
    expect(service.calls.size).toBe(0);
  });
});

describe("somebody begins to wait", () => {
  it("is heard once, read in the title, and said politely", async () => {
    const service = new ScriptedService();
    service.calls.set("call_1", aCall("call_1", service.now()));
    const { ports } = openApp({ service });
    await heading("Ready when you are");
    await waitFor(() => expect(document.title).toBe("Assisted chat"));
    service.customerArrives("call_1");
    await waitFor(() => expect(document.title).toBe("(1) Customer waiting · Assisted chat"));
    await screen.findByText("A customer is waiting.");
    expect(ports.rang.times).toBe(1);
  });

  it("is not heard when the sound is off", async () => {
    const service = new ScriptedService();
    service.calls.set("call_1", aCall("call_1", service.now()));
    const { ports, user } = openApp({ service });
    await user.click(await screen.findByRole("button", { name: "Sound when a customer waits: on" }));
    service.customerArrives("call_1");
    await screen.findByText("A customer is waiting.");
    expect(ports.rang.times).toBe(0);
  });
});

describe("an outage", () => {
  it("takes nothing off the page, and passes", async () => {
    const { service, user } = openApp();
    await user.click(await screen.findByRole("button", { name: "New call" }));
    await heading("Read this PIN to the customer");
    service.away = true;
    const bar = await screen.findByText(/The service can't be reached\. Trying again/);
    expect(byTest("pin").textContent).toBe("482 913 5570");
    service.away = false;
    await waitFor(() => expect(bar.isConnected).toBe(false));
  });
});

describe("the top bar", () => {
  it("changes the language of the page, its address and its `lang`", async () => {
    const { user } = openApp();
    await heading("Ready when you are");
    await user.click(screen.getByRole("button", { name: "Language: English" }));
    await user.click(await screen.findByRole("menuitemradio", { name: "Čeština" }));
    await heading("Můžeme začít");
    expect(document.documentElement.lang).toBe("cs");
    expect(location.search).toBe("?lang=cs");
  });

  it("changes the look", async () => {
    const { user } = openApp();
    await user.click(await screen.findByRole("button", { name: /Jana/ }));
    await user.click(await screen.findByRole("menuitemradio", { name: "Dark" }));
    await waitFor(() => expect(document.documentElement.dataset["scheme"]).toBe("dark"));
  });
});

describe("devices", () => {
  it("are checked before a call", async () => {
    const { user, ports } = openApp();
    await user.click(await screen.findByRole("button", { name: "Devices ready" }));
    await screen.findByText("You can be heard.");
    await user.selectOptions(screen.getByLabelText("Microphone"), "Headset microphone");
    expect(ports.preferences.get().microphone).toBe("mic-1");
    await user.click(screen.getByText("Show my picture"));
    await screen.findByLabelText("Your own camera");
  });

  it.each([
    [aMachine({ access: () => Promise.resolve("denied") }), "Microphone blocked"],
    [aMachine({ list: () => Promise.resolve([]) }), "No microphone"],
    [aMachine({ access: () => Promise.resolve("ask"), list: () => Promise.resolve([]) }), "Check devices"],
  ] as const)("that are not ready say so (%#)", async (media, label) => {
    openApp({ media });
    await screen.findByRole("button", { name: label });
  });

  it("that are blocked come with a way out", async () => {
    const denied = (): Promise<never> => Promise.reject(new DOMException("no", "NotAllowedError"));
    const { user } = openApp({ media: aMachine({ openMicrophone: denied }) });
    await user.click(await screen.findByRole("button", { name: "Devices ready" }));
    await screen.findByText(/The browser blocks the microphone for this page/);
  });
});
