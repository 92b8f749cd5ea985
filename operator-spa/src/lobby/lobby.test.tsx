import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { aCall, at } from "../../testing/people";
import { byTest, openApp, type OpenWindow } from "../../testing/render-app";
import { ScriptedService } from "../../testing/scripted-service";
import type { Participant } from "../wire/shapes";

const heading = (name: string): Promise<HTMLElement> => screen.findByRole("heading", { level: 1, name });
const ASK = "Ask: “Which two digits do you see?”";
const field = (): HTMLInputElement => byTest("match-code-input") as HTMLInputElement;

async function withSomebodyWaiting(rest: Partial<Participant> = {}): Promise<OpenWindow> {
  const service = new ScriptedService();
  service.calls.set("call_1", aCall("call_1", service.now()));
  service.customerArrives("call_1", rest);
  const opened = openApp({ service, callId: "call_1" });
  await heading(ASK);
  await waitFor(() => expect(document.activeElement).toBe(field()));
  return opened;
}

describe("somebody waits", () => {
  it("takes two digits and nothing else", async () => {
    const { user } = await withSomebodyWaiting();
    await user.keyboard("a4-b7 9");
    expect(field().value).toBe("47");
    expect(field().getAttribute("aria-label")).toBe("The two digits that the customer reads out");
  });

  it("does not spend a try on half a number", async () => {
    const { service, user } = await withSomebodyWaiting();
    await user.keyboard("4{Enter}");
    await screen.findByText("Type both digits.");
    expect(service.asked).not.toContain("POST /admit");
    expect(document.activeElement).toBe(field());
  });

  it("lets in by Enter with the right number", async () => {
    const { service, user } = await withSomebodyWaiting();
    await user.keyboard("47{Enter}");
    await heading("In the call with “Petr”");
    expect(service.calls.get("call_1")?.participants[0]?.state).toBe("admitted");
  });

  it("says how many tries are left, empties the field, and turns away after the second", async () => {
    const { user } = await withSomebodyWaiting();
    await user.keyboard("12");
    await user.click(byTest("admit"));
    await screen.findByText("That isn't the number. One try left: ask the customer to read it again.");
    expect(field().value).toBe("");
    expect(field().getAttribute("aria-invalid")).toBe("true");
    expect(document.activeElement).toBe(field());
    await user.keyboard("13{Enter}");
    await heading("Somebody else may have used the PIN");
  });

  it("turns away on request", async () => {
    const { user } = await withSomebodyWaiting();
    await user.click(byTest("turn-away"));
    await heading("The customer was turned away");
  });

  it("shows what is known apart from what is said", async () => {
    await withSomebodyWaiting({
      display_name: "Petr",
      authenticated: false,
      authentication_reason: "token_expired",
    });
    const aside = screen.getByRole("complementary", { name: "Customer" });
    expect(aside.textContent).toContain("AuthenticatedNo");
    expect(aside.textContent).toContain("Calls themselves“Petr”");
    expect(aside.textContent).toContain("share this tab: Yes");
    expect(aside.textContent).toContain("be seen: No");
    expect(aside.textContent).toContain("Their sign-in could not be verified.");
  });

  it("warns when the customer's page has gone silent", async () => {
    await withSomebodyWaiting({ last_seen_at: at(Date.now() - 50_000) });
    await screen.findByText(/Their page was last heard of 5\d sec\. ago\./);
  });

  it("turns the waiting away with a new PIN, which says so first", async () => {
    const { user } = await withSomebodyWaiting();
    await screen.findByText("A new PIN turns this customer away.");
    await user.click(byTest("new-pin"));
    await heading("Read this PIN to the customer");
  });

  it("says that the customer must sign in at the bank first", async () => {
    const { service, user } = await withSomebodyWaiting();
    service.refuseNext("POST /admit", 409, "authentication_required");
    await user.keyboard("47{Enter}");
    await screen.findByText("This customer must sign in at the bank before you can let them in.");
  });
});

describe("somebody else waits", () => {
  it("is shown during a call, and can be turned away without leaving it", async () => {
    const { service, user } = await withSomebodyWaiting();
    await user.keyboard("47{Enter}");
    await heading("In the call with “Petr”");
    service.customerArrives("call_1", { display_name: "Eva" });
    await screen.findByText("Another customer is waiting. Only one can be in the call at a time.");
    await user.click(byTest("turn-away"));
    await waitFor(() => expect(document.querySelector('[data-test="waiting-customer"]')).toBeNull());
    await heading("In the call with “Petr”");
  });

  it("in another call has to wait until this one is over", async () => {
    const { service, sessions, user } = await withSomebodyWaiting();
    await user.keyboard("47{Enter}");
    await waitFor(() => expect(sessions).toHaveLength(1));
    service.calls.set("call_2", aCall("call_2", service.now()));
    service.customerArrives("call_2");
    location.hash = "#/calls/call_2";
    await heading("Another customer is waiting.");
    await user.click(await screen.findByRole("link", { name: "Back to the call" }));
    await heading("In the call with “Petr”");
    expect(sessions).toHaveLength(1);
    expect(sessions[0]?.left).toBe(false);
  });
});
