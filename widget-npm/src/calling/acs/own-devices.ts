/** Our microphone and camera: opened by the SDK, save a microphone that the page lends. */
import type { LocalVideoStream, Volume } from "@azure/communication-calling";
import { CallError, type CallErrorCode, type CallSnapshot } from "../types.js";
import { callError, refusesOwnStreams } from "./errors.js";
import type { Sdk, SdkCall, SdkDevices } from "./sdk.js";

type State = Pick<CallSnapshot, "microphone" | "camera" | "ownCamera">;

export class OwnDevices {
  readonly #sdk: Sdk;
  readonly #devices: () => Promise<SdkDevices>;
  readonly #changed: () => void;
  #call: SdkCall | null = null;
  #state: State = { microphone: "absent", camera: "off", ownCamera: null };
  #microphoneWanted = false;
  #lent: MediaStream | null = null;
  #volume: Volume | null = null;
  #camera: LocalVideoStream | null = null;
  #cameraWanted: { readonly id: string | undefined } | null = null;

  constructor(sdk: Sdk, devices: () => Promise<SdkDevices>, changed: () => void) {
    this.#sdk = sdk;
    this.#devices = devices;
    this.#changed = changed;
  }

  get state(): State {
    return this.#state;
  }

  level(): number {
    return this.#state.microphone === "on" ? Math.min(1, (this.#volume?.level ?? 0) / 100) : 0;
  }

  /** A microphone that the page holds; it stays the page's to stop. */
  lend(stream: MediaStream): void {
    this.#lent = stream;
    this.#microphoneWanted = stream.getAudioTracks()[0]?.enabled !== false;
  }

  wantMicrophone(): void {
    this.#microphoneWanted = true;
  }

  /** A call, joined muted and without a picture: what was wanted is switched on. Refusals show in the state. */
  async enter(call: SdkCall): Promise<void> {
    this.#call = call;
    if (this.#microphoneWanted) await this.setMicrophone(true).catch(() => undefined);
    if (this.#cameraWanted) await this.setCamera(true, this.#cameraWanted.id).catch(() => undefined);
  }

  /** The call is gone, and with it what the SDK had opened. */
  exit(): void {
    this.#call = null;
    this.#volume = null;
    this.#camera?.dispose();
    this.#camera = null;
    this.#set({ ownCamera: null });
  }

  /** For good. */
  close(): void {
    this.exit();
    this.#lent = null;
    this.#set({ microphone: "absent", camera: "off" });
  }

  /** @throws CallError */
  async setMicrophone(on: boolean): Promise<void> {
    this.#microphoneWanted = on;
    const call = this.#call;
    if (!call) return;
    try {
      if (on) await this.#unmute(call);
      else await call.mute();
    } catch (error) {
      throw this.#refused("microphone", error);
    }
    const silent = this.#state.microphone === "absent" || this.#state.microphone === "denied";
    if (on || !silent) this.#set({ microphone: on ? "on" : "muted" });
  }

  /** @throws CallError */
  async setCamera(on: boolean, id?: string): Promise<void> {
    this.#cameraWanted = on ? { id } : null;
    const call = this.#call;
    if (!call) return;
    if (on && this.#camera && id === undefined) return;
    try {
      if (this.#camera) await this.#stopCamera(call, this.#camera);
      if (on) await this.#startCamera(call, id);
    } catch (error) {
      this.#cameraWanted = null;
      throw this.#refused("camera", error);
    }
  }

  /** @throws CallError */
  async chooseMicrophone(id: string): Promise<void> {
    const devices = await this.#devices();
    const device = (await devices.getMicrophones()).find((microphone) => microphone.id === id);
    if (!device) throw new CallError("no_device", "There is no such microphone.");
    if (this.#lent) this.#call?.stopAudio();
    this.#lent = null;
    await devices.selectMicrophone(device);
    await this.setMicrophone(true);
  }

  async #unmute(call: SdkCall): Promise<void> {
    const lent = this.#lent;
    if (lent?.getAudioTracks()[0]?.readyState === "live") {
      if (this.#state.microphone === "absent" || this.#volume === null) await this.#startLent(call, lent);
    } else await this.#permitted({ audio: true, video: false });
    await call.unmute();
    this.#volume = (await call.localAudioStreams[0]?.getVolume().catch(() => undefined)) ?? null;
  }

  /** Where the resource takes no streams of ours, the SDK opens the microphone that the browser names first. */
  async #startLent(call: SdkCall, lent: MediaStream): Promise<void> {
    try {
      await call.startAudio(new this.#sdk.LocalAudioStream(lent));
    } catch (error) {
      if (!refusesOwnStreams(error)) throw error;
      this.#lent = null;
    }
  }

  async #startCamera(call: SdkCall, id: string | undefined): Promise<void> {
    await this.#permitted({ audio: false, video: true });
    const cameras = await (await this.#devices()).getCameras();
    const device = id === undefined ? cameras[0] : cameras.find((camera) => camera.id === id);
    if (!device) throw new CallError("no_device", "There is no such camera.");
    const camera = new this.#sdk.LocalVideoStream(device);
    await call.startVideo(camera);
    if (this.#call !== call) return;
    this.#camera = camera;
    // Only our own small picture depends on it.
    const ownCamera = await camera.getMediaStream().catch(() => null);
    if (this.#camera === camera) this.#set({ camera: "on", ownCamera });
  }

  async #stopCamera(call: SdkCall, camera: LocalVideoStream): Promise<void> {
    this.#camera = null;
    await call.stopVideo(camera);
    camera.dispose();
    this.#set({ camera: "off", ownCamera: null });
  }

  async #permitted(wanted: { audio: boolean; video: boolean }): Promise<void> {
    const given = await (await this.#devices()).askDevicePermission(wanted);
    if ((wanted.audio && !given.audio) || (wanted.video && !given.video)) {
      throw new CallError("permission_denied", "The browser was not allowed to use the device.");
    }
  }

  #refused(which: "microphone" | "camera", error: unknown): CallError {
    const refusal = callError(error);
    const states: Partial<Record<CallErrorCode, "denied" | "absent">> = {
      permission_denied: "denied",
      no_device: "absent",
    };
    const state = states[refusal.code];
    if (state) this.#set({ [which]: state });
    return refusal;
  }

  #set(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    this.#changed();
  }
}
