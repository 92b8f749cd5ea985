/** Trying a code: the check digit first, then the service, for as long as it takes. */
import { Refusal, type Api } from "./api.js";
import { persist } from "./persist.js";
import type { PinTrouble } from "./phases.js";
import { digitsOf, isWhole } from "./pin.js";
import { ProofKey, randomText } from "./proof-key.js";
import { redeem, type Redemption } from "./redemption.js";

export interface PinEntryOptions {
  readonly api: Api;
  readonly widget: string;
  readonly displayName?: string | undefined;
  digits(): number;
  changed(): void;
  /** `key` is the one that the place belongs to. */
  accepted(redemption: Redemption, key: ProofKey): void;
}

/** Without a word of the service's, how long too many attempts must wait. */
export const UNTOLD_WAIT_MS = 60_000;

export class PinEntry {
  readonly #options: PinEntryOptions;
  #trouble: PinTrouble | null = null;
  #trying: AbortController | null = null;
  /** What belongs to the code: repeated with it, lost answers cost nothing. */
  #own: { readonly pin: string; readonly redemptionKey: string; readonly key: Promise<ProofKey> } | null = null;

  constructor(options: PinEntryOptions) {
    this.#options = options;
  }

  get trouble(): PinTrouble | null {
    return this.#trouble;
  }

  get sending(): boolean {
    return this.#trying !== null;
  }

  /** Tries a code as it was typed or pasted; what comes of it shows in `trouble`, or in `accepted`. */
  async submit(typed: string): Promise<void> {
    if (this.#trying || this.#mustWait()) return;
    const pin = digitsOf(typed);
    if (pin.length !== this.#options.digits() || !isWhole(pin)) {
      this.#become({ kind: "mistyped" });
      return;
    }
    if (this.#own?.pin !== pin) this.#own = { pin, redemptionKey: randomText(32), key: ProofKey.make() };
    const { redemptionKey, key } = this.#own;
    const trying = (this.#trying = new AbortController());
    this.#become(null);
    try {
      const redemption = await this.#redeem(await key, pin, redemptionKey, trying.signal);
      this.cancel();
      this.#options.accepted(redemption, await key);
    } catch (error) {
      if (trying.signal.aborted) return;
      this.#trying = null;
      this.#become(troubleOf(error));
    }
  }

  /** The text changed: what was said about the old one no longer holds. */
  edited(): void {
    this.#trying?.abort();
    this.#trying = null;
    if (!this.#mustWait()) this.#become(null);
  }

  /** Forgets the code. */
  cancel(): void {
    this.#trying?.abort();
    this.#trying = null;
    this.#own = null;
    if (!this.#mustWait()) this.#trouble = null;
  }

  #redeem(key: ProofKey, pin: string, redemptionKey: string, signal: AbortSignal): Promise<Redemption> {
    const { api, widget, displayName } = this.#options;
    return persist(() => redeem(api, key, { pin, redemptionKey, widget, displayName }, signal), {
      signal,
      away: (isAway) => this.#become(isAway ? { kind: "away" } : null),
    });
  }

  #mustWait(): boolean {
    return this.#trouble?.kind === "too_many" && this.#trouble.until > Date.now();
  }

  #become(trouble: PinTrouble | null): void {
    this.#trouble = trouble;
    this.#options.changed();
  }
}

function troubleOf(error: unknown): PinTrouble {
  if (!(error instanceof Refusal)) return { kind: "failed" };
  if (error.status === 429) return { kind: "too_many", until: Date.now() + (error.retryAfterMs ?? UNTOLD_WAIT_MS) };
  if (error.code === "pin_rejected") return { kind: "refused" };
  if (error.code === "pin_malformed") return { kind: "mistyped" };
  return { kind: "failed" };
}
