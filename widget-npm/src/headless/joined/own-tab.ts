/** This tab's picture: captured on a click, stopped by us, by the browser's own button, or at the end. */
import { captureThisTab, CaptureRefused, stopAll } from "./capture.js";
import type { CaptureTrouble } from "../phases.js";

export class OwnTab {
  #stream: MediaStream | null = null;
  #trouble: CaptureTrouble | null = null;
  #asking = false;
  readonly #changed: () => void;
  readonly #stopped: () => void;

  /**
   * @param changed - something to be shown changed.
   * @param stopped - the customer stopped the capture by the browser's own button.
   */
  constructor(changed: () => void, stopped: () => void) {
    this.#changed = changed;
    this.#stopped = stopped;
  }

  get stream(): MediaStream | null {
    return this.#stream;
  }

  get trouble(): CaptureTrouble | null {
    return this.#trouble;
  }

  /** The browser's picker is open. */
  get asking(): boolean {
    return this.#asking;
  }

  /**
   * Call it first thing in a click. True when the tab is captured; else `trouble` says why not.
   * A second call while the picker is open answers false.
   */
  async capture(): Promise<boolean> {
    if (this.#asking) return false;
    const picking = captureThisTab();
    this.#asking = true;
    this.#trouble = null;
    this.#changed();
    try {
      this.#hold(await picking);
    } catch (error) {
      this.#trouble = error instanceof CaptureRefused ? error.trouble : "failed";
    }
    this.#asking = false;
    this.#changed();
    return this.#stream !== null;
  }

  /** What went wrong before no longer matters. */
  forgetTrouble(): void {
    this.#trouble = null;
  }

  stop(): void {
    const stream = this.#stream;
    this.#stream = null;
    stopAll(stream);
    this.#changed();
  }

  #hold(stream: MediaStream): void {
    stopAll(this.#stream);
    this.#stream = stream;
    const ended = (): void => {
      if (this.#stream !== stream) return;
      this.stop();
      this.#stopped();
    };
    for (const track of stream.getTracks()) track.addEventListener("ended", ended, { once: true });
  }
}
