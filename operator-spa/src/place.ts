import type { Place } from "./ports";

const KEY = "assisted-chat.operator.went-to-sign-in";
/** Coming back sooner than this means that the sign-in page had nothing to ask. */
const JUST_NOW_MS = 10_000;

/** The real window. */
export function createPlace(): Place {
  return {
    here: () => location,
    go(address) {
      remember();
      location.assign(address);
    },
    reload: () => location.reload(),
    close: () => window.close(),
    mayGoToSignIn: () => Date.now() - lastWent() > JUST_NOW_MS,
  };
}

function remember(): void {
  try {
    sessionStorage.setItem(KEY, String(Date.now()));
  } catch {
    // Without a memory a broken sign-in may lead in a circle; the platform's own page then says why.
  }
}

function lastWent(): number {
  try {
    return Number(sessionStorage.getItem(KEY) ?? 0);
  } catch {
    return 0;
  }
}
