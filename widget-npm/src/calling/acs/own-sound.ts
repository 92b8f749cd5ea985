/**
 * What the SDK takes our voice from. Left to itself it opens a microphone even for a muted join, so
 * every join brings a stream: the microphone that the page lends, or silence.
 */
import { callError, refusesOwnStreams } from "./errors.js";
import type { Sdk, SdkCall } from "./sdk.js";
import type { LocalAudioStream } from "@azure/communication-calling";

export class OwnSound {
  readonly #sdk: Sdk;
  readonly #lentEnded: () => void;
  #lent: MediaStream | null = null;
  /** The stream of ours that the call takes its voice from. */
  #given: MediaStream | null = null;
  #context: AudioContext | null = null;
  /** The resource takes no streams of the page's. */
  #refused = false;

  /** @param lentEnded - the lent microphone ended by itself (unplugged). */
  constructor(sdk: Sdk, lentEnded: () => void) {
    this.#sdk = sdk;
    this.#lentEnded = lentEnded;
  }

  /** Whether there is a microphone that could be heard. */
  get known(): boolean {
    return this.#live() !== null;
  }

  lend(stream: MediaStream): void {
    this.#lent = stream;
    stream.getAudioTracks()[0]?.addEventListener("ended", this.#lentEnded, { once: true });
  }

  /** What to join with; nothing where the resource refused it before. */
  forJoining(): LocalAudioStream[] {
    this.#given = this.#refused ? null : (this.#live() ?? this.#silence());
    return this.#given ? [new this.#sdk.LocalAudioStream(this.#given)] : [];
  }

  /** A join with a stream of ours was refused for that; true when another one may go without. */
  mayJoinWithout(error: unknown): boolean {
    if (this.#refused || !refusesOwnStreams(error)) return false;
    this.#refused = true;
    this.#given = null;
    return true;
  }

  /** Speaks through the lent microphone; false when there is none, or the resource refuses it. */
  async useLent(call: SdkCall): Promise<boolean> {
    const lent = this.#live();
    if (!lent || this.#refused) return false;
    if (this.#given === lent) return true;
    try {
      await call.startAudio(new this.#sdk.LocalAudioStream(lent));
      this.#given = lent;
      return true;
    } catch (error) {
      if (!refusesOwnStreams(error)) throw callError(error);
      this.#refused = true;
      return false;
    }
  }

  /** The SDK opens a microphone of its own from now on. */
  giveBack(call: SdkCall | null): void {
    this.#lent = null;
    if (this.#given && call) call.stopAudio();
    this.#given = null;
  }

  close(): void {
    this.#lent?.getAudioTracks()[0]?.removeEventListener("ended", this.#lentEnded);
    this.#lent = null;
    void this.#context?.close().catch(() => undefined);
    this.#context = null;
  }

  #live(): MediaStream | null {
    return this.#lent?.getAudioTracks()[0]?.readyState === "live" ? this.#lent : null;
  }

  #silence(): MediaStream {
    this.#context ??= new AudioContext();
    return this.#context.createMediaStreamDestination().stream;
  }
}
