/** What the peer sends: pictures to be drawn on demand, and sound, which plays by itself. */
import { errorName } from "../../error-name.js";
import type { RemoteVideo } from "../types.js";
import { mediaError } from "./devices.js";

/** A picture that draws `track` wherever it is attached. */
export function remoteVideo(userId: string, kind: RemoteVideo["kind"], track: MediaStreamTrack): RemoteVideo {
  return {
    userId,
    kind,
    attach(container) {
      const video = document.createElement("video");
      video.autoplay = video.muted = video.playsInline = true;
      video.disablePictureInPicture = true;
      video.srcObject = new MediaStream([track]);
      container.append(video);
      // Rejects when detached at once; a muted video is never held back otherwise.
      void video.play().catch(() => undefined);
      return () => {
        video.srcObject = null;
        video.remove();
      };
    },
  };
}

/** Plays the peer's voice. Browsers may hold sound back until the page is touched once. */
export class RemoteSound {
  readonly #audio = new Audio();
  readonly #changed: () => void;
  /** Set while we wait for a touch. */
  #waiting: AbortController | null = null;
  #track: MediaStreamTrack | null = null;

  /** @param changed - called when `blocked` or `arrives` changes. */
  constructor(changed: () => void) {
    this.#changed = changed;
    this.#audio.autoplay = true;
  }

  /** Whether the browser waits for a click or a key before it plays. */
  get blocked(): boolean {
    return this.#waiting !== null;
  }

  /** Whether sound of the peer's has come in: a track is muted until its first packet. */
  get arrives(): boolean {
    return this.#track?.muted === false;
  }

  play(track: MediaStreamTrack): void {
    this.#track = track;
    track.onmute = track.onunmute = this.#changed;
    this.#audio.srcObject = new MediaStream([track]);
    void this.#start();
  }

  /** @throws CallError */
  async chooseSpeaker(id: string): Promise<void> {
    try {
      await this.#audio.setSinkId(id);
    } catch (error) {
      throw mediaError(error);
    }
  }

  close(): void {
    this.#waiting?.abort();
    this.#audio.srcObject = null;
    if (this.#track) this.#track.onmute = this.#track.onunmute = null;
    this.#track = null;
  }

  async #start(): Promise<void> {
    try {
      await this.#audio.play();
    } catch (error) {
      if (errorName(error) === "NotAllowedError") this.#startOnTouch();
      return;
    }
    if (!this.#waiting) return;
    this.#waiting.abort();
    this.#waiting = null;
    this.#changed();
  }

  #startOnTouch(): void {
    if (this.#waiting) return;
    this.#waiting = new AbortController();
    const options = { capture: true, signal: this.#waiting.signal };
    for (const touch of ["pointerup", "keydown"]) {
      document.addEventListener(touch, () => void this.#start(), options);
    }
    this.#changed();
  }
}
