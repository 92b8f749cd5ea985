import { createStore, type Store } from "./store";

export type Scheme = "system" | "light" | "dark";

/** What the operator has chosen for this browser. Nothing about calls or customers is kept. */
export interface Preferences {
  readonly scheme: Scheme;
  /** A soft sound when a customer begins to wait. */
  readonly sound: boolean;
  /** Single-key shortcuts. */
  readonly shortcuts: boolean;
  /** Device ids as the browser gives them; null is the system's own choice. */
  readonly microphone: string | null;
  readonly camera: string | null;
  readonly speaker: string | null;
}

const DEFAULTS: Preferences = {
  scheme: "system",
  sound: true,
  shortcuts: true,
  microphone: null,
  camera: null,
  speaker: null,
};
const KEY = "assisted-chat.operator.preferences";

/** Preferences that outlive the page where `storage` does; without it they last as long as the page. */
export function createPreferences(storage: Pick<Storage, "getItem" | "setItem"> | null): Store<Preferences> {
  const store = createStore(read(storage));
  return {
    ...store,
    set(next) {
      store.set(next);
      try {
        storage?.setItem(KEY, JSON.stringify(next));
      } catch {
        // A full or forbidden storage costs the memory of a choice, not the choice.
      }
    },
  };
}

function read(storage: Pick<Storage, "getItem"> | null): Preferences {
  try {
    const kept = JSON.parse(storage?.getItem(KEY) ?? "{}") as Partial<Record<keyof Preferences, unknown>>;
    const device = (value: unknown): string | null => (typeof value === "string" ? value : null);
    return {
      scheme: kept.scheme === "light" || kept.scheme === "dark" ? kept.scheme : DEFAULTS.scheme,
      sound: kept.sound !== false,
      shortcuts: kept.shortcuts !== false,
      microphone: device(kept.microphone),
      camera: device(kept.camera),
      speaker: device(kept.speaker),
    };
  } catch {
    return DEFAULTS;
  }
}
