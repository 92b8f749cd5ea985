import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createChime } from "./alerts";
import { createApi } from "./api";
import { App } from "./app";
import { readConfig } from "./config";
import { createMediaPort } from "./devices";
import { chooseLanguage } from "./language/language";
import { createPlace } from "./place";
import type { Ports } from "./ports";
import { createPreferences } from "./preferences";
import { createCallKeeper, createJoin, createWebLocks, prepareCalls } from "./stage";
import { createReachWatch } from "./wire/reach";
import { createServerClock } from "./wire/server-clock";
import { createApiFetch, createWire } from "./wire/wire";

function ownStorage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

function createPorts(): Ports {
  const config = readConfig(import.meta.env.BASE_URL);
  const clock = createServerClock(Date.now);
  const reach = createReachWatch();
  const doors = { fetch: window.fetch.bind(window), clock, note: reach.note };
  const api = createApi(createWire({ ...doors, basePath: config.apiPath }));
  const preferences = createPreferences(ownStorage());
  const media = createMediaPort();
  const join = createJoin({
    api,
    apiFetch: createApiFetch(doors),
    speaker: () => preferences.get().speaker,
    // Where the chosen microphone can't be had, the call service asks for any.
    openMicrophone: () => media.openMicrophone(preferences.get().microphone).catch(() => undefined),
  });
  const keeper = createCallKeeper({
    locks: createWebLocks(navigator.locks),
    join,
    prepare: prepareCalls,
    patienceMs: config.lockPatienceMs,
  });
  return {
    config,
    api,
    clock,
    reach,
    preferences,
    keeper,
    media,
    chime: createChime(),
    place: createPlace(),
  };
}

const root = document.getElementById("app");
if (!root) throw new Error("The page has no place for the app.");
createRoot(root).render(
  <StrictMode>
    <App ports={createPorts()} language={chooseLanguage(location.search, navigator.languages)} />
  </StrictMode>,
);
