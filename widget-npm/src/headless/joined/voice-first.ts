/**
 * Voice first, then the picture. Whoever stands between a customer and their bank on the phone can pass on codes, but the
 * voice in this call is the operator's own: the picture of the tab is held until both could hear each other here.
 */
import type { CallSnapshot } from "../../calling/types.js";

/**
 * How long the picture waits for a voice once the operator is there: longer than a headset takes to be picked up and a
 * microphone to be allowed, short enough for an operator without one, who goes on speaking on the phone.
 */
const LONGEST_MS = 10_000;

export class VoiceFirst {
  readonly #met: () => void;
  readonly #askingForMicrophone: () => boolean;
  #hasMet = false;
  #waiting: ReturnType<typeof setTimeout> | null = null;

  /** @param met - called once, when the picture need not wait any longer. */
  constructor(options: { readonly met: () => void; readonly askingForMicrophone: () => boolean }) {
    this.#met = options.met;
    this.#askingForMicrophone = options.askingForMicrophone;
  }

  /** The picture need not wait any longer. */
  get met(): boolean {
    return this.#hasMet;
  }

  /** The call changed. */
  follow(call: CallSnapshot | null): void {
    if (this.#hasMet) return;
    if (!call?.peerPresent) this.close();
    else if (hearEachOther(call) && !this.#askingForMicrophone()) this.insist();
    else this.#waiting ??= setTimeout(() => this.insist(), LONGEST_MS);
  }

  /** The customer's own click: they want to be seen now. */
  insist(): void {
    this.close();
    if (this.#hasMet) return;
    this.#hasMet = true;
    this.#met();
  }

  close(): void {
    if (this.#waiting !== null) clearTimeout(this.#waiting);
    this.#waiting = null;
  }
}

/** A customer who muted themselves, or has no microphone, knows that they are not heard here. */
function hearEachOther({ peerHeard, sound }: CallSnapshot): boolean {
  return peerHeard === true && sound !== "blocked";
}
