import type { Api } from "../api";
import { createStore, type Watched } from "../store";
import { insist } from "../wire/insist";
import { ApiError } from "../wire/refusals";
import type { ServerClock } from "../wire/server-clock";

/** A PIN that this page was shown. It lives in memory alone and dies with the page. */
export interface PinInHand {
  /** In groups, as it is read out: "123 456 7890". */
  readonly display: string;
  /** The service's time, in milliseconds. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** How one call's PIN stands on this page. */
export interface PinKept {
  readonly inHand: PinInHand | null;
  readonly busy: boolean;
  readonly trouble: ApiError | null;
}

/** Makes PINs, and remembers those that are still good to be read out. */
export interface PinDesk {
  /** The same store for the same call, always. */
  of(callId: string): Watched<PinKept>;
  /** Makes a PIN unless one is being made; `onIssued` hears of it. Never rejects. */
  issue(callId: string, onIssued?: (pin: PinInHand) => void): void;
}

const none: PinKept = { inHand: null, busy: false, trouble: null };

export function createPinDesk(api: Pick<Api, "issuePin">, clock: Pick<ServerClock, "now">): PinDesk {
  const stores = new Map<string, ReturnType<typeof createStore<PinKept>>>();
  const storeOf = (callId: string): ReturnType<typeof createStore<PinKept>> => {
    const known = stores.get(callId) ?? createStore(none);
    stores.set(callId, known);
    return known;
  };

  async function issue(callId: string, onIssued?: (pin: PinInHand) => void): Promise<void> {
    const store = storeOf(callId);
    if (store.get().busy) return;
    store.set({ ...store.get(), busy: true, trouble: null });
    try {
      const { pin_display, ttl_seconds } = await insist(() => api.issuePin(callId));
      const issuedAt = clock.now();
      const inHand = { display: pin_display, issuedAt, expiresAt: issuedAt + ttl_seconds * 1_000 };
      store.set({ inHand, busy: false, trouble: null });
      onIssued?.(inHand);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      store.set({ ...store.get(), busy: false, trouble: error });
    }
  }

  return {
    of: storeOf,
    issue: (callId, onIssued) => void issue(callId, onIssued),
  };
}
