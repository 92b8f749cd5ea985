import { CallError, type CallErrorCode, type CallSnapshot } from "@assisted-chat/widget/calling";
import { createRoot } from "react-dom/client";
import { App } from "../src/app";
import { chooseLanguage } from "../src/language/language";
import { goTo } from "../src/route";
import { createScriptedPorts } from "../testing/scripted-ports";
import { ScriptedService } from "../testing/scripted-service";
import { ScriptedSession } from "../testing/scripted-session";
import { createSharedLocks } from "../testing/shared-locks";
import { NOON, states, type Set } from "./states";

const query = new URLSearchParams(location.search);
const name = query.get("state") ?? "idle";
const state = states[name];
if (!state) throw new Error(`The gallery has no "${name}"; it has ${Object.keys(states).join(", ")}.`);

/** States in which the call service refuses, each with its word for why. */
const refusals: Readonly<Record<string, CallErrorCode>> = {
  "join-failed": "unsupported",
  "join-ending-asks": "unsupported",
  "call-service-away": "network",
};

let now = NOON;
let nextSnapshot: Partial<CallSnapshot> = {};
let joined: (session: ScriptedSession) => void;
const session = new Promise<ScriptedSession>((resolve) => (joined = resolve));

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const locks = createSharedLocks();
const service = new ScriptedService(() => now);
const ports = createScriptedPorts({
  service,
  locks,
  pace: { lobbyMs: 100, callMs: 100, idleMs: 100, listMs: 100, signInMs: 100, longestMs: 200 },
  join() {
    const refusal = refusals[name];
    if (refusal) return Promise.reject(new CallError(refusal, "for the picture"));
    const mine = new ScriptedSession(nextSnapshot);
    joined(mine);
    return Promise.resolve(mine);
  },
});
const theme = query.get("theme");
if (theme === "light" || theme === "dark")
  ports.preferences.set({ ...ports.preferences.get(), scheme: theme });

async function find(selector: string): Promise<HTMLElement> {
  for (;;) {
    const found = document.querySelector<HTMLElement>(selector);
    if (found) return found;
    await pause(20);
  }
}

const set: Set = {
  service,
  locks,
  find,
  pause,
  stopClock: (at) => (now = at),
  onJoin: (snapshot) => (nextSnapshot = snapshot),
  joined: () => session,
  async press(selector) {
    const button = await find(selector);
    button.focus();
    button.click();
  },
  async type(selector, text) {
    const field = await find(selector);
    field.focus();
    // The way round React's own bookkeeping of what a field holds.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  },
};

await state.prepare?.(set);
if (state.callId !== undefined) goTo({ at: "call", callId: state.callId });
const root = document.getElementById("app");
if (!root) throw new Error("The gallery has no place for the app.");
createRoot(root).render(<App ports={ports} language={chooseLanguage(location.search, [])} />);
await find("h1");
await state.play?.(set);
await pause(500);
document.documentElement.dataset["ready"] = "true";
