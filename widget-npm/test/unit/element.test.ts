import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AssistedChatElement } from "@assisted-chat/widget/element";
import { ScriptedService } from "./scripted/service.js";

let service: ScriptedService;
beforeEach(() => {
  service = new ScriptedService();
  vi.stubGlobal("fetch", service.fetch);
});
afterEach(async () => {
  document.body.replaceChildren();
  await Promise.resolve();
  vi.unstubAllGlobals();
});

function place(html: string): AssistedChatElement {
  document.body.innerHTML = html;
  return document.body.firstElementChild as AssistedChatElement;
}
const find = (element: Element, test: string): Promise<HTMLElement> =>
  vi.waitFor(() => {
    const found = element.shadowRoot?.querySelector<HTMLElement>(`[data-test=${test}]`);
    if (!found) throw new Error(`no ${test}`);
    return found;
  });

describe("<assisted-chat>", () => {
  test("speaks, asks and dispatches as its attributes say", async () => {
    const element = place(
      `<assisted-chat api-url="https://api.example" widget="loans" language="ko" mark="S"></assisted-chat>`,
    );
    const told: Event[] = [];
    document.addEventListener("assisted-chat:opened", (event) => told.push(event));
    const launcher = await find(element, "launcher");
    expect(launcher.textContent).toBe("이 양식 도움받기");

    launcher.click();
    await find(element, "pin-input");
    expect(element.dataset.phase).toBe("pin");
    expect(element.shadowRoot?.querySelector(".mark")?.textContent).toBe("S");
    expect(told[0]?.target).toBe(element);
    expect(service.to("/api/widget-config")[0]?.query.get("widget")).toBe("loans");
  });

  test("takes a new language without losing its place", async () => {
    const element = place(`<assisted-chat language="en"></assisted-chat>`);
    (await find(element, "launcher")).click();
    await find(element, "pin-input");
    element.setAttribute("language", "cs");
    await vi.waitFor(() => expect(element.shadowRoot?.textContent).toContain("Zadejte kód"));
    expect(element.dataset.phase).toBe("pin");
  });

  test("takes words and a theme as properties", async () => {
    const element = place(`<assisted-chat language="en"></assisted-chat>`);
    element.messages = { launcher: "Call us" };
    element.theme = { scheme: "dark", tokens: { accent: "rebeccapurple" } };
    await vi.waitFor(() => expect(element.shadowRoot?.textContent).toContain("Call us"));
    const root = element.shadowRoot?.querySelector<HTMLElement>(".root");
    expect(root?.dataset.scheme).toBe("dark");
    expect(root?.style.getPropertyValue("--assisted-chat-accent")).toBe("rebeccapurple");
  });

  test("may be moved in the page, and goes quietly when it is taken out", async () => {
    const element = place(`<assisted-chat language="en"></assisted-chat>`);
    (await find(element, "launcher")).click();
    await find(element, "pin-input");
    document.body.append(document.createElement("main"));
    document.querySelector("main")?.append(element);
    await Promise.resolve();
    expect(element.dataset.phase).toBe("pin");
    element.remove();
    await vi.waitFor(() => expect(element.shadowRoot?.textContent).toBe(""));
  });
});
