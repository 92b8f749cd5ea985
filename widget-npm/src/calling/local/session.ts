/** A call over plain WebRTC: our media and the peer's, over whichever connection joins them now. */
import {
  CallError,
  type CallDevice,
  type CallSession,
  type CallSnapshot,
  type ConnectionState,
  type DeviceKind,
  type JoinOptions,
  type RemoteVideo,
} from "../types.js";
import { errorName } from "../../error-name.js";
import { listDevices } from "./devices.js";
import type { Link } from "./link.js";
import { OwnMedia } from "./own-media.js";
import { Pairing } from "./pairing.js";
import { PeerNames } from "./peer-names.js";
import { remoteVideo, RemoteSound } from "./remote-media.js";
import { LINES, type LineState } from "./wire.js";

const NOTHING: LineState = { camera: false, screen: false };

/** @see CallSession */
export class LocalSession implements CallSession {
  readonly #media = new OwnMedia(() => this.#mediaChanged());
  readonly #sound = new RemoteSound(() => this.#refresh());
  readonly #names: PeerNames;
  readonly #pairing: Pairing;
  readonly #listeners = new Set<() => void>();
  readonly #messageListeners = new Set<(message: string, fromUserId: string) => void>();
  #over = false;
  #videos: { camera: RemoteVideo; screen: RemoteVideo } | null = null;
  #peerState = NOTHING;
  #snapshot: CallSnapshot;

  constructor(options: JoinOptions) {
    this.#names = new PeerNames(options, () => this.#drawVideos());
    this.#pairing = new Pairing(options.role, options.signals, {
      paired: (link, address) => this.#paired(link, address),
      laid: (link) => this.#laid(link),
      changed: () => this.#refresh(),
      peerState: (state) => {
        this.#peerState = state;
        this.#refresh();
      },
      message: (text) => {
        for (const listener of this.#messageListeners) listener(text, this.#names.peer);
      },
      ended: () => this.#end(),
    });
    this.#snapshot = this.#compose();
    if (options.microphone) this.#media.lend(options.microphone);
    // A refusal shows in the snapshot; the call goes on without a microphone.
    if (options.microphone === undefined) void this.#media.setMicrophone(true).catch(() => undefined);
  }

  getSnapshot = (): CallSnapshot => this.#snapshot;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  microphoneLevel(): number {
    return this.#media.level();
  }

  async setMicrophone(on: boolean): Promise<void> {
    this.#mustBeOn();
    await this.#media.setMicrophone(on);
  }

  async setCamera(on: boolean): Promise<void> {
    this.#mustBeOn();
    await this.#media.setCamera(on);
  }

  async shareScreen(stream: MediaStream): Promise<void> {
    this.#mustBeOn();
    this.#media.share(stream);
    await this.#putTracks();
  }

  async stopSharing(): Promise<void> {
    if (this.#over) return;
    this.#media.share(null);
    await this.#putTracks();
  }

  send(message: string): boolean {
    return this.#pairing.link?.send(message) ?? false;
  }

  onMessage(listener: (message: string, fromUserId: string) => void): () => void {
    this.#messageListeners.add(listener);
    return () => this.#messageListeners.delete(listener);
  }

  devices(): Promise<readonly CallDevice[]> {
    return listDevices();
  }

  async chooseDevice(kind: DeviceKind, id: string): Promise<void> {
    this.#mustBeOn();
    if (kind === "speaker") await this.#sound.chooseSpeaker(id);
    else if (kind === "camera") await this.#media.setCamera(true, id);
    else await this.#media.setMicrophone(true, id);
  }

  async leave(): Promise<void> {
    if (this.#over) return;
    const farewell = this.#pairing.farewell();
    this.#end();
    await farewell;
  }

  #mustBeOn(): void {
    if (this.#over) throw new CallError("call_ended", "The call has ended.");
  }

  #paired(link: Link | null, address: string): void {
    this.#videos = null;
    this.#peerState = NOTHING;
    if (link) this.#names.meet(address);
    this.#refresh();
  }

  #laid(link: Link): void {
    const voice = link.remoteTrack("microphone");
    if (voice) this.#sound.play(voice);
    this.#drawVideos();
    this.#mediaChanged();
  }

  #drawVideos(): void {
    const camera = this.#pairing.link?.remoteTrack("camera");
    const screen = this.#pairing.link?.remoteTrack("screen");
    if (!camera || !screen) return;
    this.#videos = {
      camera: remoteVideo(this.#names.peer, "camera", camera),
      screen: remoteVideo(this.#names.peer, "screen", screen),
    };
    this.#refresh();
  }

  #mediaChanged(): void {
    this.#pairing.link?.announce(this.#media.lineState);
    void this.#putTracks().catch((error: unknown) => console.warn("assisted-chat:", errorName(error)));
    this.#refresh();
  }

  async #putTracks(): Promise<void> {
    const { link } = this.#pairing;
    if (!link) return;
    try {
      await Promise.all(LINES.map((line) => link.put(line, this.#media.track(line))));
    } catch (cause) {
      if (link.open) throw new CallError("failed", "The picture or sound could not be sent.", { cause });
    }
  }

  #end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#pairing.close();
    this.#videos = null;
    this.#sound.close();
    this.#media.close();
    this.#refresh();
  }

  #connection(): ConnectionState {
    if (this.#over) return "disconnected";
    if (this.#pairing.connected) return "connected";
    return this.#pairing.mending ? "reconnecting" : "connecting";
  }

  #compose(): CallSnapshot {
    const connection = this.#connection();
    const { camera, screen } = this.#peerState;
    return {
      ...this.#media.state,
      connection,
      remoteVideos: this.#videos
        ? [...(screen ? [this.#videos.screen] : []), ...(camera ? [this.#videos.camera] : [])]
        : [],
      peerPresent: connection === "connected",
      peerHeard: connection === "connected" && this.#sound.arrives,
      dataChannel: this.#pairing.link?.messagesOpen ? "open" : "closed",
      sound: this.#sound.blocked ? "blocked" : "playing",
    };
  }

  #refresh(): void {
    this.#snapshot = this.#compose();
    for (const listener of this.#listeners) listener();
  }
}
