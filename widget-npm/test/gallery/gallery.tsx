/** Shows one state: `?state=lobby&lang=ko&theme=dark`; `window.show` goes on to another without a reload. */
import { StrictMode } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { AssistedChat, type Language } from "@assisted-chat/widget";
import type { AssistedChat as Chat, AssistedChatActions } from "@assisted-chat/widget/headless";
import { FIXTURES, type Fixture } from "./fixtures.js";
import { STATES, type StateName } from "./states.js";
import "./page.css";

const NO_ACTIONS = new Proxy({}, { get: () => () => undefined }) as AssistedChatActions;

function still({ phase }: Fixture): Chat {
  const snapshot = phase();
  const never = (): (() => void) => () => undefined;
  return {
    getSnapshot: () => snapshot,
    subscribe: never,
    onEvent: never,
    actions: NO_ACTIONS,
    messages: { send: () => false, subscribe: never },
    microphoneLevel: () => 0.45,
    start: never,
  };
}

const place = document.querySelector("#widget");
if (!place) throw new Error("the page has no place for the widget");
const root = createRoot(place);
let shown = 0;

async function show(state: StateName, language: Language, scheme: "light" | "dark"): Promise<void> {
  const fixture = FIXTURES[state];
  document.documentElement.dataset.theme = scheme;
  const chat = still(fixture);
  shown += 1;
  flushSync(() =>
    root.render(
      <StrictMode>
        <AssistedChat key={shown} chat={chat} language={language} theme={{ mark: "B", scheme }} />
      </StrictMode>,
    ),
  );
  const find = <E extends Element>(selector: string): Promise<E> => waitFor<E>(selector);
  await find(chat.getSnapshot().phase === "idle" ? ".launcher" : ".body > *");
  if (fixture.typed !== undefined) type(await find<HTMLInputElement>("input"), fixture.typed);
  if (fixture.folded) (await find<HTMLButtonElement>("[data-test=fold]")).click();
  if (fixture.folded) await find("[data-test=launcher]");
}

async function waitFor<E extends Element>(selector: string): Promise<E> {
  for (;;) {
    const found = document.querySelector("[data-assisted-chat]")?.shadowRoot?.querySelector<E>(selector);
    if (found) return found;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

function type(input: HTMLInputElement, digits: string): void {
  input.value = digits;
  input.setSelectionRange(digits.length, digits.length);
  input.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, inputType: "insertText" }));
}

declare global {
  interface Window {
    show: typeof show;
  }
}
window.show = show;

const asked = new URLSearchParams(location.search);
await show(
  STATES.find((state) => state === asked.get("state")) ?? "idle",
  (asked.get("lang") ?? "en") as Language,
  asked.get("theme") === "dark" ? "dark" : "light",
);
