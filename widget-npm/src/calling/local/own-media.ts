/** What we send: microphone, camera and a shared screen, whichever connection is in use. */
import { CallError, type CallSnapshot } from "../types.js";
import { mediaError, openCamera, openMicrophone } from "./devices.js";
import { measureLevel, type LevelMeter } from "./level.js";
import type { Line, LineState } from "./wire.js";

type Own = Pick<CallSnapshot, "microphone" | "camera" | "sharing" | "ownCamera">;

/** Holds our streams and keeps their state in words; `changed` is called after every change. */
export class OwnMedia {
  #state: Own = { microphone: "absent", camera: "off", sharing: null, ownCamera: null };
  #microphone: MediaStream | null = null;
  /** A microphone that the page lent us is the page's to stop. */
  #lent = false;
  #meter: LevelMeter | null = null;
  #closed = false;
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get state(): Own {
    return this.#state;
  }

  get lineState(): LineState {
    return { camera: this.#state.ownCamera !== null, screen: this.#state.sharing !== null };
  }

  /** The track to send on a line now, or null. */
  track(line: Line): MediaStreamTrack | null {
    if (line === "microphone") return this.#microphone?.getAudioTracks()[0] ?? null;
    const stream = line === "camera" ? this.#state.ownCamera : this.#state.sharing;
    return stream?.getVideoTracks()[0] ?? null;
  }

  level(): number {
    return this.#state.microphone === "on" ? (this.#meter?.level() ?? 0) : 0;
  }

  /** Takes a microphone that the page already holds. */
  lend(stream: MediaStream): void {
    this.#holdMicrophone(stream, true);
  }

  /** Opens the microphone if need be and un-mutes it, or mutes it. @throws CallError */
  async setMicrophone(on: boolean, deviceId?: string): Promise<void> {
    if (on && (!this.#microphone || deviceId !== undefined)) {
      try {
        this.#holdMicrophone(await openMicrophone(deviceId), false);
      } catch (error) {
        throw this.#refused("microphone", error);
      }
    }
    const track = this.track("microphone");
    if (!track) return;
    track.enabled = on;
    this.#set({ microphone: on ? "on" : "muted" });
  }

  /** @throws CallError */
  async setCamera(on: boolean, deviceId?: string): Promise<void> {
    const before = this.#state.ownCamera;
    if (!on) {
      stop(before);
      this.#set({ camera: "off", ownCamera: null });
      return;
    }
    if (before && deviceId === undefined) return;
    let stream: MediaStream;
    try {
      stream = await openCamera(deviceId);
    } catch (error) {
      throw this.#refused("camera", error);
    }
    stop(before);
    if (this.#closed) {
      stop(stream);
      return;
    }
    this.#onEnded(stream, () => {
      if (this.#state.ownCamera === stream) this.#set({ camera: "off", ownCamera: null });
    });
    this.#set({ camera: "on", ownCamera: stream });
  }

  /** Sends a captured screen, which stays its owner's to stop; null stops sending. */
  share(stream: MediaStream | null): void {
    const track = stream?.getVideoTracks()[0];
    if (stream && track?.readyState !== "live") {
      throw new CallError("failed", "There is no live picture in the stream to be shared.");
    }
    // Text must stay legible; a moment's lower frame rate is the lesser harm.
    if (track) track.contentHint = "detail";
    if (stream) {
      this.#onEnded(stream, () => {
        if (this.#state.sharing === stream) this.#set({ sharing: null });
      });
    }
    this.#set({ sharing: stream });
  }

  /** Stops whatever we opened ourselves. */
  close(): void {
    this.#closed = true;
    this.#meter?.close();
    this.#meter = null;
    if (!this.#lent) stop(this.#microphone);
    stop(this.#state.ownCamera);
    this.#microphone = null;
    this.#state = { ...this.#state, microphone: "absent", camera: "off", sharing: null, ownCamera: null };
  }

  #holdMicrophone(stream: MediaStream, lent: boolean): void {
    if (this.#closed) {
      if (!lent) stop(stream);
      return;
    }
    if (!this.#lent) stop(this.#microphone);
    this.#meter?.close();
    this.#microphone = stream;
    this.#lent = lent;
    this.#meter = measureLevel(stream);
    this.#onEnded(stream, () => {
      if (this.#microphone !== stream) return;
      this.#microphone = null;
      this.#set({ microphone: "absent" });
    });
    this.#set({ microphone: stream.getAudioTracks()[0]?.enabled === false ? "muted" : "on" });
  }

  #refused(which: "microphone" | "camera", error: unknown): CallError {
    const refusal = mediaError(error);
    this.#set({ [which]: refusal.code === "permission_denied" ? "denied" : "absent" });
    return refusal;
  }

  #onEnded(stream: MediaStream, then: () => void): void {
    for (const track of stream.getTracks()) track.addEventListener("ended", then, { once: true });
  }

  #set(change: Partial<Own>): void {
    if (this.#closed) return;
    this.#state = { ...this.#state, ...change };
    this.#changed();
  }
}

function stop(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
