/** What survives a reload of this tab: the way back to our place, and how far we had come. */
import type { Place } from "./redemption.js";

/** What a customer may agree to, each by itself. */
export type ConsentKind = "screen" | "microphone" | "camera" | "pointer";

export interface Remembered extends Place {
  /** Epoch milliseconds of the redemption, and of the admission once there was one. */
  readonly redeemedAt: number;
  readonly admittedAt: number | null;
  /** The wording by which the customer decided what to share and agreed to talk; null before that. */
  readonly agreedTo: string | null;
  /** What the service was last told that the customer agrees to. */
  readonly granted: readonly ConsentKind[];
}

export interface Memory {
  recall(): Remembered | null;
  remember(what: Remembered): void;
  forget(): void;
}

/** Session storage: gone with the tab, and never shared with another origin. */
export function tabMemory(widget: string): Memory {
  const name = `assisted-chat:${widget}`;
  return {
    recall: () => read(name),
    remember: (what) => attempt(() => sessionStorage.setItem(name, JSON.stringify(what))),
    forget: () => attempt(() => sessionStorage.removeItem(name)),
  };
}

function read(name: string): Remembered | null {
  let found: Remembered | null = null;
  attempt(() => {
    const value = JSON.parse(sessionStorage.getItem(name) ?? "null") as Remembered | null;
    if (typeof value?.callId === "string" && Array.isArray(value.granted)) found = value;
  });
  return found;
}

/** Storage may be switched off or full; then a reload costs the call, and nothing else fails. */
function attempt(act: () => void): void {
  try {
    act();
  } catch {
    return;
  }
}
