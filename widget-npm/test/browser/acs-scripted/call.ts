/** A call in a room, with the refusals of the real one. */
import type {
  CallEndReason,
  CallFeature,
  CallFeatureFactory,
  CallState,
  LocalAudioStream,
  LocalVideoStream,
  RemoteParticipant,
} from "@azure/communication-calling";
import type { SdkCall } from "../../../src/calling/acs/sdk.js";
import { Emitter } from "./emitter.js";
import { ScriptedError } from "./errors.js";
import { NAMES, ScriptedDataChannel, ScriptedDiagnostics } from "./features.js";
import type { ScriptedParticipant } from "./participant.js";
import { Room } from "./room.js";
import { RoomGone } from "./room-mail.js";
import { steering } from "./steering.js";
import { open, ScriptedAudioStream, type ScriptedDevices } from "./streams.js";

interface Audio {
  readonly muted: boolean;
  readonly streams: readonly LocalAudioStream[];
}

export class ScriptedCall extends Emitter implements SdkCall {
  state: CallState = "Connecting";
  callEndReason?: CallEndReason;
  isMuted: boolean;
  isScreenSharingOn = false;
  localAudioStreams: readonly LocalAudioStream[] = [];
  readonly #room: Room;
  readonly #devices: ScriptedDevices;
  readonly #diagnostics = new ScriptedDiagnostics();
  readonly #dataChannel = new ScriptedDataChannel((data) => this.#room.send(data));
  #ownMicrophone: MediaStream | null = null;
  #screen: MediaStream | null = null;

  constructor(roomId: string, userId: string, audio: Audio, devices: ScriptedDevices) {
    super();
    this.isMuted = audio.muted;
    this.localAudioStreams = audio.streams;
    this.#devices = devices;
    this.#room = new Room(roomId, userId, {
      joined: (participant) => this.emit("remoteParticipantsUpdated", { added: [participant], removed: [] }),
      left: (participant) => this.emit("remoteParticipantsUpdated", { added: [], removed: [participant] }),
      message: (from, data) => this.#dataChannel.arrived(from, data),
      media: (flows) => this.#diagnostics.network.reconnect(flows ? "good" : "poor"),
      lost: () => {
        this.#diagnostics.network.reconnect("bad");
        this.#end({ code: 410, subCode: 3101 });
      },
      over: () => this.#end({ code: 0, subCode: 5003 }),
    });
    void this.#enter();
  }

  get remoteParticipants(): readonly RemoteParticipant[] {
    return [...this.#room.participants.values()].map(declared);
  }

  feature<F extends CallFeature>(factory: CallFeatureFactory<F>): F {
    const known: unknown = (factory as unknown) === NAMES.DataChannel ? this.#dataChannel : this.#diagnostics;
    return known as F;
  }

  hangUp(): Promise<void> {
    this.#end({ code: 0, subCode: 0 });
    return Promise.resolve();
  }

  mute(): Promise<void> {
    this.isMuted = true;
    this.#room.put("voice", null);
    this.emit("isMutedChanged");
    return Promise.resolve();
  }

  async unmute(): Promise<void> {
    if (this.localAudioStreams.length === 0) await this.#openMicrophone();
    this.isMuted = false;
    await this.#putVoice();
    this.emit("isMutedChanged");
  }

  async #openMicrophone(): Promise<void> {
    const id = this.#devices.selected?.id;
    this.#ownMicrophone = await open({ audio: id === undefined ? true : { deviceId: { exact: id } } });
    this.#hear(new ScriptedAudioStream(this.#ownMicrophone));
  }

  async startAudio(stream: LocalAudioStream): Promise<void> {
    if (steering().rawMedia === false) throw new ScriptedError(500, 41009, "Failed to set raw input audio stream");
    this.localAudioStreams = [stream];
    await this.#putVoice();
  }

  stopAudio(): void {
    this.localAudioStreams = [];
    this.#room.put("voice", null);
  }

  async startVideo(stream: LocalVideoStream): Promise<void> {
    const track = (await stream.getMediaStream()).getVideoTracks()[0];
    this.#room.put("camera", track ?? null);
  }

  stopVideo(): Promise<void> {
    this.#room.put("camera", null);
    return Promise.resolve();
  }

  async startScreenSharing(stream?: LocalVideoStream): Promise<void> {
    if (this.state !== "Connected") throw new ScriptedError(412, 41071, "call is not in Connected state");
    if (this.isScreenSharingOn) throw new ScriptedError(400, 41035, "screen share is already started");
    if (stream && steering().rawMedia === false) {
      throw new ScriptedError(412, 41073, "Failed to get or set custom MediaStream, currently disabled");
    }
    this.#screen = await (stream?.getMediaStream() ?? picked());
    const track = this.#screen.getVideoTracks()[0];
    if (!track) throw new ScriptedError(400, 41115, "no valid stream");
    track.addEventListener("ended", () => void this.stopScreenSharing().catch(() => undefined));
    this.#room.put("screen", track);
    this.#sharing(true);
  }

  stopScreenSharing(): Promise<void> {
    if (!this.isScreenSharingOn) return Promise.reject(new ScriptedError(400, 41041, "already stopped"));
    this.#screen?.getTracks().forEach((track) => track.stop());
    this.#room.put("screen", null);
    this.#sharing(false);
    return Promise.resolve();
  }

  async #enter(): Promise<void> {
    try {
      // As the real one: even a muted join opens a microphone, unless it was given a stream.
      if (this.localAudioStreams.length === 0) await this.#openMicrophone().catch(() => undefined);
      await this.#room.enter();
      this.#become("Connected");
    } catch (error) {
      this.#end(error instanceof RoomGone ? { code: 403, subCode: 5829 } : { code: 410, subCode: 3100 });
    }
  }

  #end(reason: CallEndReason): void {
    if (this.state === "Disconnected") return;
    this.callEndReason = reason;
    this.#room.leave();
    for (const stream of [this.#ownMicrophone, this.#screen]) stream?.getTracks().forEach((track) => track.stop());
    this.#become("Disconnected");
  }

  #become(state: CallState): void {
    if (this.state === "Disconnected") return;
    this.state = state;
    this.emit("stateChanged");
  }

  #hear(stream: ScriptedAudioStream): void {
    this.localAudioStreams = [stream as unknown as LocalAudioStream];
  }

  async #putVoice(): Promise<void> {
    const stream = await this.localAudioStreams[0]?.getMediaStream();
    this.#room.put("voice", this.isMuted ? null : (stream?.getAudioTracks()[0] ?? null));
  }

  #sharing(on: boolean): void {
    this.isScreenSharingOn = on;
    this.emit("isScreenSharingOnChanged");
  }
}

/** The SDK's own picker. */
async function picked(): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getDisplayMedia({ video: true, preferCurrentTab: true } as object);
  } catch {
    throw new ScriptedError(500, 60603, "User may have cancelled the picker or permissions were denied.");
  }
}

/** The declared type has members that nothing here uses. */
function declared(participant: ScriptedParticipant): RemoteParticipant {
  return participant as unknown as RemoteParticipant;
}
