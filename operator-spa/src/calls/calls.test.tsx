import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { aCall, anEndedCall } from "../../testing/people";
import { byTest, openApp } from "../../testing/render-app";
import { ScriptedService } from "../../testing/scripted-service";
import { byDay } from "./by-day";

const MINUTE = 60_000;
const heading = (name: string): Promise<HTMLElement> => screen.findByRole("heading", { level: 1, name });

describe("the list of calls", () => {
  it("tells what is going on now from what is over", async () => {
    const service = new ScriptedService();
    const now = service.now();
    service.calls.set("call_1", anEndedCall("call_1", now - 30 * MINUTE, 11));
    service.calls.set("call_2", aCall("call_2", now - MINUTE));
    service.customerArrives("call_2");
    openApp({ service });
    const list = await waitFor(() => byTest("call-list"));
    const open = await within(list).findByRole("list", { name: "Now" });
    expect(within(open).getByRole("link").textContent).toContain("customer waiting");
    expect(within(list).getAllByRole("link")).toHaveLength(2);
    expect(list.textContent).toContain("11 min");
  });

  it("says so when there are none", async () => {
    openApp();
    await screen.findByText("Your calls will be listed here.");
  });

  it("fetches older ones page by page, and keeps them while the newest are renewed", async () => {
    const service = new ScriptedService();
    service.pageSize = 3;
    for (let age = 1; age <= 7; age += 1) {
      service.calls.set(`call_${age}`, anEndedCall(`call_${age}`, service.now() - age * MINUTE, 1));
    }
    const { user } = openApp({ service });
    const links = (): number => within(byTest("call-list")).getAllByRole("link").length;
    await waitFor(() => expect(links()).toBe(3));
    await user.click(screen.getByRole("button", { name: "Show older calls" }));
    await waitFor(() => expect(links()).toBe(6));
    await user.click(screen.getByRole("button", { name: "Show older calls" }));
    await waitFor(() => expect(links()).toBe(7));
    expect(screen.queryByRole("button", { name: "Show older calls" })).toBeNull();
    service.calls.set("call_new", aCall("call_new", service.now()));
    await waitFor(() => expect(links()).toBe(8));
  });

  it("marks a call that its customer did not trust, and says at once what to do and what to report", async () => {
    const service = new ScriptedService();
    const call = anEndedCall("call_1", service.now() - 30 * MINUTE, 11);
    service.calls.set("call_1", { ...call, end_reason: "distrusted" });
    const { user } = openApp({ service });
    const line = await screen.findByRole("link", { name: /Call at/ });
    expect(line.textContent).toContain("not trusted by the customer");
    await user.click(line);
    await heading("The customer does not trust this call");
    expect(screen.getByRole("alert").textContent).toContain(
      "Do not call back on a number that you were given.",
    );
    expect(byTest("distrusted").textContent).toContain("call_1");
    await user.click(byTest("copy-reference"));
    await screen.findByRole("button", { name: "Copied" });
    expect(await navigator.clipboard.readText()).toBe("call_1");
  });

  it("says the same of one that the operator had just ended", async () => {
    const service = new ScriptedService();
    const call = anEndedCall("call_1", service.now() - 30 * MINUTE, 11);
    const [customer] = call.participants;
    if (!customer) throw new Error("nobody was in it");
    service.calls.set("call_1", {
      ...call,
      participants: [{ ...customer, distrusted_at: call.ended_at }],
    });
    const { user } = openApp({ service });
    await user.click(await screen.findByRole("link", { name: /Call at/ }));
    await heading("The customer does not trust this call");
  });

  it("opens a call, marks it, and moves the focus to it", async () => {
    const service = new ScriptedService();
    service.calls.set("call_1", anEndedCall("call_1", service.now() - 30 * MINUTE, 11));
    const { user } = openApp({ service });
    await user.click(await screen.findByRole("link", { name: /Call at/ }));
    const title = await heading("The call has ended");
    expect(screen.getByRole("link", { name: /Call at/ }).getAttribute("aria-current")).toBe("page");
    await waitFor(() => expect(document.activeElement).toBe(title));
    await screen.findByText(/It lasted 11 min\./);
  });

  it("says plainly that a call is not among one's own", async () => {
    openApp({ callId: "call_of_somebody_else" });
    await heading("This call isn't among yours");
  });
});

describe("a new call", () => {
  it("is made once however often one presses while it is under way", async () => {
    const { service, user } = openApp();
    const button = await screen.findByRole("button", { name: "New call" });
    await user.dblClick(button);
    await heading("Read this PIN to the customer");
    expect(service.calls.size).toBe(1);
  });

  it("whose answer was lost is found again, not made twice", async () => {
    const { service, user } = openApp();
    service.loseNext("POST /create-call");
    await user.click(await screen.findByRole("button", { name: "New call" }));
    await heading("Read this PIN to the customer");
    expect(service.asked.filter((route) => route === "POST /create-call")).toHaveLength(2);
    expect(service.calls.size).toBe(1);
  });

  it("that can't be made is explained, and tried again on request", async () => {
    const { service, user } = openApp();
    await screen.findByRole("button", { name: "New call" });
    service.refuseNext("POST /create-call", 403, "role_required");
    await user.click(byTest("new-call"));
    const note = await screen.findByText(
      "Your account may not do this. Ask your administrator for the Operator role.",
    );
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await heading("Read this PIN to the customer");
    expect(note.isConnected).toBe(false);
  });
});

describe("days", () => {
  it("are cut where this machine's calendar cuts them", () => {
    const noon = new Date(2026, 10, 22, 12).getTime();
    const back = (hours: number) => ({
      ...aCall(`call_${hours}`, noon - hours * 60 * MINUTE),
      waiting: 0,
      admitted: 0,
    });
    expect(byDay([back(0), back(11), back(13), back(40)]).map(({ calls }) => calls.length)).toEqual([
      2, 1, 1,
    ]);
  });
});
