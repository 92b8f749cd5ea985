/** Our microphone and camera: opened by the SDK, save a microphone that the page lends. */
import type { LocalVideoStream, Volume } from "@azure/communication-calling";
import { CallError, type CallErrorCode, type CallSnapshot } from "../types.js";
import { callError } from "./errors.js";
import { OwnSound } from "./own-sound.js";
import type { Sdk, SdkCall, SdkDevices } from "./sdk.js";

type State = Pick<CallSnapshot, "microphone" | "camera" | "ownCamera">;

export class OwnDevices {
  readonly #sdk: Sdk;
  readonly #devices: () => Promise<SdkDevices>;
  readonly #changed: () => void;
  readonly #sound: OwnSound;
  #call: SdkCall | null = null;
  #state: State = { microphone: "absent", camera: "off", ownCamera: null };
  #microphoneWanted = false;
  #volume: Volume | null = null;
  #camera: LocalVideoStream | null = null;
  #cameraWanted: { readonly id: string | undefined } | null = null;
  /** One wish after the other: what is asked last is what holds. */
  #microphoneTurn: Promise<void> = Promise.resolve();
  #cameraTurn: Promise<void> = Promise.resolve();

  constructor(sdk: Sdk, devices: () => Promise<SdkDevices>, changed: () => void) {
    this.#sdk = sdk;
    this.#devices = devices;
    this.#changed = changed;
    this.#sound = new OwnSound(sdk, () => void this.#lentEnded());
  }

  get state(): State {
    return this.#state;
  }

  level(): number {
    return this.#state.microphone === "on" ? Math.min(1, (this.#volume?.level ?? 0) / 100) : 0;
  }

  /** A microphone that the page holds; it stays the page's to stop. */
  lend(stream: MediaStream): void {
    this.#sound.lend(stream);
    this.#microphoneWanted = stream.getAudioTracks()[0]?.enabled !== false;
  }

  wantMicrophone(): void {
    this.#microphoneWanted = true;
  }

  /** What to join with: see `OwnSound.forJoining`. */
  get sound(): OwnSound {
    return this.#sound;
  }

  /** A call, joined muted and without a picture: what was wanted is switched on. Refusals show in the state. */
  async enter(call: SdkCall): Promise<void> {
    this.#call = call;
    call.on("isMutedChanged", this.#mutedFromAfar);
    if (this.#microphoneWanted) await this.setMicrophone(true).catch(() => undefined);
    if (this.#cameraWanted) await this.setCamera(true, this.#cameraWanted.id).catch(() => undefined);
  }

  /** The call is gone, and with it what the SDK had opened. */
  exit(): void {
    this.#call?.off("isMutedChanged", this.#mutedFromAfar);
    this.#call = null;
    this.#volume = null;
    this.#camera?.dispose();
    this.#camera = null;
    this.#set({ ownCamera: null });
  }

  /** For good. */
  close(): void {
    this.exit();
    this.#microphoneWanted = false;
    this.#cameraWanted = null;
    this.#sound.close();
    this.#set({ microphone: "absent", camera: "off" });
  }

  /** @throws CallError */
  setMicrophone(on: boolean): Promise<void> {
    this.#microphoneWanted = on;
    const done = this.#microphoneTurn.then(() => this.#applyMicrophone(on));
    this.#microphoneTurn = done.catch(() => undefined);
    return done;
  }

  /** @throws CallError */
  setCamera(on: boolean, id?: string): Promise<void> {
    this.#cameraWanted = on ? { id } : null;
    const done = this.#cameraTurn.then(() => this.#applyCamera(on, id));
    this.#cameraTurn = done.catch(() => undefined);
    return done;
  }

  /** Speaks through another microphone from now on; whoever is muted stays so. @throws CallError */
  async chooseMicrophone(id: string): Promise<void> {
    const devices = await this.#devices();
    const device = (await devices.getMicrophones()).find((microphone) => microphone.id === id);
    if (!device) throw new CallError("no_device", "There is no such microphone.");
    this.#sound.giveBack(this.#call);
    await devices.selectMicrophone(device);
    if (this.#microphoneWanted) await this.setMicrophone(true);
  }

  async #applyMicrophone(on: boolean): Promise<void> {
    const call = this.#call;
    if (!call || this.#microphoneWanted !== on) {
      if (!this.#microphoneWanted) this.#silent();
      return;
    }
    try {
      if (on) await this.#unmute(call);
      else await call.mute();
    } catch (error) {
      throw this.#refused("microphone", error);
    }
    if (this.#call !== call) return;
    if (on) this.#set({ microphone: "on" });
    else this.#silent();
  }

  async #unmute(call: SdkCall): Promise<void> {
    const wanted = (): boolean => this.#call === call && this.#microphoneWanted;
    const lent = await this.#sound.useLent(call);
    if (!lent) {
      await this.#permitted({ audio: true, video: false });
      this.#sound.giveBack(call);
    }
    if (!wanted()) return;
    await call.unmute();
    // Muted, or gone, while the SDK was at it.
    if (!wanted()) {
      await call.mute().catch(() => undefined);
      return;
    }
    this.#volume = (await call.localAudioStreams[0]?.getVolume().catch(() => undefined)) ?? null;
  }

  async #applyCamera(on: boolean, id: string | undefined): Promise<void> {
    const call = this.#call;
    if (!call || (this.#cameraWanted !== null) !== on) {
      if (this.#cameraWanted === null) this.#set({ camera: "off", ownCamera: null });
      return;
    }
    if (on && this.#camera && id === undefined) return;
    try {
      if (this.#camera) await this.#stopCamera(call, this.#camera);
      if (on) await this.#startCamera(call, id);
    } catch (error) {
      this.#cameraWanted = null;
      throw this.#refused("camera", error);
    }
  }

  async #startCamera(call: SdkCall, id: string | undefined): Promise<void> {
    const wanted = (): boolean => this.#call === call && this.#cameraWanted !== null;
    await this.#permitted({ audio: false, video: true });
    const cameras = await (await this.#devices()).getCameras();
    const device = id === undefined ? cameras[0] : cameras.find((camera) => camera.id === id);
    if (!device) throw new CallError("no_device", "There is no such camera.");
    if (!wanted()) return;
    const camera = new this.#sdk.LocalVideoStream(device);
    try {
      await call.startVideo(camera);
    } catch (error) {
      camera.dispose();
      throw error;
    }
    if (!wanted()) {
      await call.stopVideo(camera).catch(() => undefined);
      camera.dispose();
      return;
    }
    this.#camera = camera;
    // Only our own small picture depends on it.
    const ownCamera = await camera.getMediaStream().catch(() => null);
    if (this.#camera === camera) this.#set({ camera: "on", ownCamera });
  }

  async #stopCamera(call: SdkCall, camera: LocalVideoStream): Promise<void> {
    this.#camera = null;
    try {
      await call.stopVideo(camera);
    } finally {
      camera.dispose();
      this.#set({ camera: "off", ownCamera: null });
    }
  }

  async #permitted(wanted: { audio: boolean; video: boolean }): Promise<void> {
    const given = await (await this.#devices()).askDevicePermission(wanted);
    if ((wanted.audio && !given.audio) || (wanted.video && !given.video)) {
      throw new CallError("permission_denied", "The browser was not allowed to use the device.");
    }
  }

  /** The microphone that the page lent was unplugged: on through the one that the SDK finds. */
  async #lentEnded(): Promise<void> {
    this.#sound.giveBack(this.#call);
    if (this.#microphoneWanted) await this.setMicrophone(true).catch(() => undefined);
  }

  #mutedFromAfar = (): void => {
    if (this.#call?.isMuted !== true || this.#state.microphone !== "on") return;
    this.#microphoneWanted = false;
    this.#silent();
  };

  #silent(): void {
    if (this.#state.microphone === "on") this.#set({ microphone: "muted" });
    else if (this.#call && this.#sound.known && this.#state.microphone === "absent") this.#set({ microphone: "muted" });
  }

  #refused(which: "microphone" | "camera", error: unknown): CallError {
    const refusal = callError(error);
    const states: Partial<Record<CallErrorCode, "denied" | "absent">> = {
      permission_denied: "denied",
      no_device: "absent",
    };
    const state = states[refusal.code];
    if (state) this.#set({ [which]: state });
    // What could not be switched on is not on, whatever it was before an interruption.
    else if (which === "microphone") this.#silent();
    else this.#set({ camera: "off", ownCamera: null });
    return refusal;
  }

  #set(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    this.#changed();
  }
}
