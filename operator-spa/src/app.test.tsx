import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { byTest, openApp, question } from "../testing/render-app";

describe("the journey of a call", () => {
  it("goes from one click to the customer's screen", async () => {
    const { service, sessions, user } = openApp();
    await user.click(await screen.findByRole("button", { name: "New call" }));

    await screen.findByRole("heading", { level: 1, name: "Read this PIN to the customer" });
    expect(byTest("pin").textContent).toContain("482 913 5570");
    expect(byTest("pin-countdown").textContent).toMatch(/^(5:00|4:59) left · works once$/);

    service.customerArrives("call_0001");
    await screen.findByRole("heading", { level: 1, name: "Ask: “Which two digits do you see?”" });
    await waitFor(() => expect(document.title).toContain("Customer waiting"));
    await waitFor(() => expect(document.activeElement).toBe(byTest("match-code-input")));
    await user.keyboard("47{Enter}");

    await screen.findByRole("heading", { level: 1, name: "In the call with “Petr”" });
    await waitFor(() => expect(sessions).toHaveLength(1));
    await user.click(byTest("end-call"));
    await user.click(byTest("end-call", await question()));

    await screen.findByRole("heading", { level: 1, name: "The call has ended" });
    await waitFor(() => expect(sessions[0]?.left).toBe(true));
  });
});
