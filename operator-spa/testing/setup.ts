import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach } from "vitest";

// Slow machines are no failures.
configure({ asyncUtilTimeout: 5_000 });

// What jsdom lacks and the app takes for granted.
window.matchMedia = (media) =>
  Object.assign(new EventTarget(), { matches: false, media, onchange: null }) as unknown as MediaQueryList;
window.ResizeObserver = class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};
Object.defineProperty(document, "fullscreenElement", { value: null, configurable: true });

beforeEach(() => {
  sessionStorage.clear();
  history.replaceState(null, "", "/operator/?lang=en");
});
afterEach(cleanup);
