/** Local streams and devices, remote streams and their renderer, as the SDK has them. */
import type {
  AudioDeviceInfo,
  DeviceAccess,
  LocalAudioStream,
  LocalVideoStream,
  MediaStreamType,
  PermissionConstraints,
  RemoteVideoStream,
  VideoDeviceInfo,
  Volume,
} from "@azure/communication-calling";
import type { SdkDevices, SdkRenderer } from "../../../src/calling/acs/sdk.js";
import { Emitter } from "./emitter.js";
import { mediaRefusal, ScriptedError } from "./errors.js";

/** Copies the track that it was made of, once, as the SDK does. */
export class ScriptedVideoStream implements Pick<LocalVideoStream, "mediaStreamType" | "getMediaStream" | "dispose"> {
  readonly mediaStreamType: MediaStreamType;
  readonly #source: MediaStream | VideoDeviceInfo;
  #stream: Promise<MediaStream> | null = null;

  constructor(source: MediaStream | VideoDeviceInfo) {
    this.#source = source;
    this.mediaStreamType = source instanceof MediaStream ? "RawMedia" : "Video";
    if (source instanceof MediaStream) this.#stream = Promise.resolve(source.clone());
  }

  getMediaStream(): Promise<MediaStream> {
    this.#stream ??= open({ video: { deviceId: { exact: (this.#source as VideoDeviceInfo).id } } });
    return this.#stream;
  }

  dispose(): void {
    void this.#stream?.then(
      (stream) => stream.getTracks().forEach((track) => track.stop()),
      () => undefined,
    );
  }
}

export class ScriptedAudioStream implements Pick<LocalAudioStream, "mediaStreamType" | "getMediaStream" | "getVolume"> {
  readonly mediaStreamType = "RawMedia" as const;
  readonly #source: MediaStream;
  constructor(source: MediaStream) {
    this.#source = source;
  }
  getMediaStream(): Promise<MediaStream> {
    return Promise.resolve(this.#source);
  }
  getVolume(): Promise<Volume> {
    return Promise.resolve(new ScriptedVolume(this.#source));
  }
}

class ScriptedVolume extends Emitter implements Volume {
  readonly #context = new AudioContext();
  readonly #analyser = this.#context.createAnalyser();
  readonly #samples = new Float32Array(this.#analyser.fftSize);
  constructor(stream: MediaStream) {
    super();
    this.#context.createMediaStreamSource(stream).connect(this.#analyser);
  }
  /** 0..100 */
  get level(): number {
    void this.#context.resume();
    this.#analyser.getFloatTimeDomainData(this.#samples);
    return Math.min(100, 400 * Math.max(...this.#samples.map(Math.abs)));
  }
}

export class ScriptedRemoteStream extends Emitter implements RemoteVideoStream {
  readonly id: number;
  readonly mediaStreamType: MediaStreamType;
  readonly isReceiving = true;
  readonly size = { width: 0, height: 0 };
  readonly #track: () => MediaStreamTrack | undefined;
  isAvailable = false;

  constructor(id: number, mediaStreamType: MediaStreamType, track: () => MediaStreamTrack | undefined) {
    super();
    this.id = id;
    this.mediaStreamType = mediaStreamType;
    this.#track = track;
  }
  available(isAvailable: boolean): void {
    if (this.isAvailable === isAvailable) return;
    this.isAvailable = isAvailable;
    this.emit("isAvailableChanged");
  }
  getMediaStream(): Promise<MediaStream> {
    const track = this.#track();
    return Promise.resolve(new MediaStream(track ? [track] : []));
  }
}

export class ScriptedRenderer implements SdkRenderer {
  readonly #stream: RemoteVideoStream;
  readonly #targets: HTMLElement[] = [];
  #disposed = false;
  constructor(stream: RemoteVideoStream) {
    this.#stream = stream;
  }
  async createView(): Promise<{ target: HTMLElement; dispose(): void }> {
    if (!this.#stream.isAvailable) throw new ScriptedError(412, 43200, "this stream is not available");
    const video = document.createElement("video");
    video.autoplay = video.muted = video.playsInline = true;
    video.srcObject = await this.#stream.getMediaStream();
    if (this.#disposed) throw new ScriptedError(405, 43209, "disposed during initialization");
    const target = document.createElement("div");
    target.append(video);
    this.#targets.push(target);
    return { target, dispose: () => target.remove() };
  }
  dispose(): void {
    this.#disposed = true;
    for (const target of this.#targets) target.remove();
  }
}

export class ScriptedDevices implements SdkDevices {
  readonly isSpeakerSelectionAvailable = true;
  selected: AudioDeviceInfo | null = null;

  async askDevicePermission({ audio, video }: PermissionConstraints): Promise<DeviceAccess> {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio, video });
      stream.getTracks().forEach((track) => track.stop());
      return { audio, video };
    } catch {
      return { audio: false, video: false };
    }
  }
  async getCameras(): Promise<VideoDeviceInfo[]> {
    return (await listed("videoinput")).map(({ deviceId, label }) => ({
      id: deviceId,
      name: label,
      deviceType: "UsbCamera",
    }));
  }
  getMicrophones(): Promise<AudioDeviceInfo[]> {
    return audio("audioinput", "Microphone");
  }
  getSpeakers(): Promise<AudioDeviceInfo[]> {
    return audio("audiooutput", "Speaker");
  }
  selectMicrophone(device: AudioDeviceInfo): Promise<void> {
    this.selected = device;
    return Promise.resolve();
  }
  selectSpeaker(): Promise<void> {
    return Promise.resolve();
  }
}

/** @throws ScriptedError */
export async function open(constraints: MediaStreamConstraints): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia(constraints);
  } catch (error) {
    throw mediaRefusal(error, constraints.video !== undefined);
  }
}

async function listed(kind: MediaDeviceKind): Promise<readonly globalThis.MediaDeviceInfo[]> {
  return (await navigator.mediaDevices.enumerateDevices()).filter((device) => device.kind === kind);
}

async function audio(kind: MediaDeviceKind, deviceType: AudioDeviceInfo["deviceType"]): Promise<AudioDeviceInfo[]> {
  return (await listed(kind)).map(({ deviceId, label }) => ({
    id: deviceId,
    name: label,
    isSystemDefault: deviceId === "default",
    deviceType,
  }));
}
