/**
 * Brings a troubled connection back: first a new way through the network for the same connection,
 * then, where that did not help although our mail gets through, a new connection.
 */

/** A hiccup shorter than this mends itself. */
const RESTART_AFTER_MS = 3_000;
/** How long an ICE restart may take before we start afresh; also between fresh starts. */
const REBUILD_AFTER_MS = 8_000;

export interface RecoverySteps {
  restartIce(): void;
  /** Throws the connection away and asks for a new one. */
  rebuild(): void;
  /** `performance.now()` of the last proof that our mail gets through. */
  lastAnswer(): number;
}

/** Watches one side's connection; `trouble` and `well` may be called any number of times. */
export class Recovery {
  readonly #steps: RecoverySteps;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since: number | null = null;

  constructor(steps: RecoverySteps) {
    this.#steps = steps;
  }

  /** The connection is interrupted. */
  trouble(): void {
    if (this.#since !== null) return;
    this.#since = performance.now();
    this.#later(RESTART_AFTER_MS, () => {
      this.#steps.restartIce();
      this.#rebuildLater();
    });
  }

  /** The connection works, or is no longer ours to mend. */
  well(): void {
    this.#since = null;
    clearTimeout(this.#timer);
  }

  #rebuildLater(): void {
    this.#later(REBUILD_AFTER_MS, () => {
      // With the network gone a greeting would only wait in line and tear down what came back.
      if (this.#steps.lastAnswer() > (this.#since ?? Infinity)) this.#steps.rebuild();
      this.#rebuildLater();
    });
  }

  #later(ms: number, then: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(then, ms);
  }
}
