/** A call over Azure Communication Services: our media, the roster and the messages, over whichever call holds our place. */
import {
  CallError,
  type CallDevice,
  type CallSession,
  type CallSnapshot,
  type ConnectionState,
  type DeviceKind,
  type JoinOptions,
} from "../types.js";
import type { Client } from "./client.js";
import { callError } from "./errors.js";
import { Line } from "./line.js";
import { Messages } from "./messages.js";
import { OwnDevices } from "./own-devices.js";
import { OwnScreen } from "./own-screen.js";
import { Peers } from "./peers.js";
import { Roster } from "./roster.js";
import type { Sdk, SdkCall } from "./sdk.js";

/** @see CallSession */
export class AcsSession implements CallSession {
  readonly #sdk: Sdk;
  readonly #client: Client;
  readonly #line: Line;
  readonly #peers: Peers;
  readonly #devices: OwnDevices;
  readonly #screen: OwnScreen;
  readonly #listeners = new Set<() => void>();
  readonly #messageListeners = new Set<(message: string, fromUserId: string) => void>();
  #roster: Roster | null = null;
  #messages: Messages | null = null;
  #snapshot: CallSnapshot;

  constructor(sdk: Sdk, client: Client, options: JoinOptions) {
    this.#sdk = sdk;
    this.#client = client;
    this.#devices = new OwnDevices(
      sdk,
      () => client.devices(),
      () => this.#refresh(),
    );
    this.#screen = new OwnScreen(sdk, () => this.#refresh());
    this.#peers = new Peers(options, () => this.#refresh());
    this.#line = new Line(
      sdk,
      client,
      options,
      { sound: this.#devices.sound, peers: this.#peers },
      {
        entered: (call) => this.#enter(call),
        exited: () => this.#exit(),
        changed: () => this.#refresh(),
        ended: () => this.#over(),
      },
    );
    if (options.microphone) this.#devices.lend(options.microphone);
    if (options.microphone === undefined) this.#devices.wantMicrophone();
    this.#snapshot = this.#compose();
    options.signal?.addEventListener("abort", () => void this.leave(), { once: true });
  }

  /** Joins; what cannot be joined is given up. @throws CallError */
  async open(): Promise<this> {
    try {
      await this.#line.open();
      return this;
    } catch (error) {
      await this.#line.leave();
      throw error;
    }
  }

  getSnapshot = (): CallSnapshot => this.#snapshot;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  microphoneLevel(): number {
    return this.#devices.level();
  }

  setMicrophone(on: boolean): Promise<void> {
    return this.#attempt(() => this.#devices.setMicrophone(on));
  }

  setCamera(on: boolean): Promise<void> {
    return this.#attempt(() => this.#devices.setCamera(on));
  }

  shareScreen(stream: MediaStream): Promise<void> {
    return this.#attempt(() => this.#screen.share(stream));
  }

  shareByServicePicker(): Promise<void> {
    return this.#attempt(() => this.#screen.pick());
  }

  async stopSharing(): Promise<void> {
    if (!this.#line.over) await this.#attempt(() => this.#screen.stop());
  }

  send(message: string): boolean {
    return this.#snapshot.dataChannel === "open" && (this.#messages?.send(message) ?? false);
  }

  onMessage(listener: (message: string, fromUserId: string) => void): () => void {
    this.#messageListeners.add(listener);
    return () => this.#messageListeners.delete(listener);
  }

  async devices(): Promise<readonly CallDevice[]> {
    try {
      const devices = await this.#client.devices();
      const [microphones, cameras, speakers] = await Promise.all([
        devices.getMicrophones(),
        devices.getCameras(),
        devices.isSpeakerSelectionAvailable ? devices.getSpeakers() : [],
      ]);
      return [
        ...microphones.map(({ id, name }) => ({ id, kind: "microphone" as const, label: name })),
        ...cameras.map(({ id, name }) => ({ id, kind: "camera" as const, label: name })),
        ...speakers.map(({ id, name }) => ({ id, kind: "speaker" as const, label: name })),
      ];
    } catch (error) {
      throw callError(error);
    }
  }

  chooseDevice(kind: DeviceKind, id: string): Promise<void> {
    return this.#attempt(async () => {
      if (kind === "microphone") await this.#devices.chooseMicrophone(id);
      else if (kind === "camera") await this.#devices.setCamera(true, id);
      else await this.#chooseSpeaker(id);
    });
  }

  async leave(): Promise<void> {
    if (this.#line.over) return;
    // The pages learn of it at once; the service takes its time.
    const left = this.#line.leave();
    this.#over();
    await left;
  }

  async #chooseSpeaker(id: string): Promise<void> {
    const devices = await this.#client.devices();
    if (!devices.isSpeakerSelectionAvailable) {
      throw new CallError("unsupported", "This browser does not let a page choose the speaker.");
    }
    const device = (await devices.getSpeakers()).find((speaker) => speaker.id === id);
    if (!device) throw new CallError("no_device", "There is no such speaker.");
    await devices.selectSpeaker(device);
  }

  async #attempt(act: () => Promise<void>): Promise<void> {
    if (this.#line.over) throw new CallError("call_ended", "The call has ended.");
    try {
      await act();
    } catch (error) {
      throw callError(error);
    }
  }

  #enter(call: SdkCall): void {
    this.#roster = new Roster(this.#sdk, call, this.#peers, () => this.#refresh());
    this.#messages = new Messages(this.#sdk, call, (text, from) => this.#hear(text, from));
    void this.#devices.enter(call);
    // A refusal shows in the snapshot: nothing is shared.
    void this.#screen.enter(call).catch(() => undefined);
    this.#refresh();
  }

  #exit(): void {
    this.#roster?.close();
    this.#messages?.close();
    this.#roster = this.#messages = null;
    this.#devices.exit();
    this.#screen.exit();
    this.#refresh();
  }

  #over(): void {
    this.#exit();
    this.#devices.close();
    void this.#screen.stop().catch(() => undefined);
    this.#refresh();
  }

  /** Only those in the roster are heard. */
  #hear(text: string, from: string): void {
    if (this.#roster?.has(from) !== true) return;
    for (const listener of this.#messageListeners) listener(text, from);
  }

  #connection(): ConnectionState {
    if (this.#line.over) return "disconnected";
    if (this.#line.mending) return "reconnecting";
    return this.#roster?.peerPresent === true ? "connected" : "connecting";
  }

  #compose(): CallSnapshot {
    const connection = this.#connection();
    const present = this.#roster?.peerPresent === true;
    return {
      ...this.#devices.state,
      ...this.#screen.state,
      connection,
      remoteVideos: this.#roster?.videos ?? [],
      peerPresent: present && connection === "connected",
      peerHeard: this.#roster?.peerHeard === true && connection === "connected",
      dataChannel: this.#messages && connection === "connected" ? "open" : "closed",
    };
  }

  #refresh(): void {
    this.#snapshot = this.#compose();
    for (const listener of [...this.#listeners]) listener();
  }
}
