/** Whether anything between us and the call is broken: the service's answers, or the line itself. */

/** One lost answer is not worth a word. */
const HICCUP_MS = 1_500;

export class Interruption {
  readonly #changed: (isInterrupted: boolean) => void;
  #service = false;
  #line = false;
  #since: number | null = null;
  #closed = false;
  #hiccup: ReturnType<typeof setTimeout> | undefined;

  constructor(changed: (isInterrupted: boolean) => void) {
    this.#changed = changed;
  }

  /** Epoch milliseconds since when, or null. */
  get since(): number | null {
    return this.#since;
  }

  service(isAway: boolean): void {
    clearTimeout(this.#hiccup);
    const note = (): void => {
      this.#service = isAway;
      this.#judge();
    };
    if (isAway) this.#hiccup = setTimeout(note, HICCUP_MS);
    else note();
  }

  line(isBroken: boolean): void {
    this.#line = isBroken;
    this.#judge();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#hiccup);
  }

  #judge(): void {
    const isInterrupted = this.#service || this.#line;
    if (isInterrupted === (this.#since !== null) || this.#closed) return;
    this.#since = isInterrupted ? Date.now() : null;
    this.#changed(isInterrupted);
  }
}
