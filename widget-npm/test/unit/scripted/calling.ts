/** A call service that connects to nobody: tests set its snapshot and see what was asked of it. */
import type { CallingModule } from "@assisted-chat/widget/headless";
import { CallError, openEnvelope, sealEnvelope, signalChannel } from "@assisted-chat/widget/calling";
import type { CallErrorCode, CallSession, CallSnapshot, JoinOptions } from "@assisted-chat/widget/calling";

export class ScriptedCall implements CallSession {
  asked: string[] = [];
  fails: CallErrorCode | null = null;
  joinedWith: JoinOptions | null = null;
  joins = 0;
  /** Whether the service takes captures of the page, or has people choose in its own picker. */
  takesCaptures = true;
  shared: MediaStream | null = null;
  said: string[] = [];
  #listeners = new Set<() => void>();
  #hears: ((message: string, from: string) => void) | null = null;
  #snapshot: CallSnapshot = {
    connection: "connecting",
    microphone: "on",
    camera: "off",
    sharing: null,
    ownCamera: null,
    remoteVideos: [],
    peerPresent: false,
    dataChannel: "closed",
  };

  readonly calling: CallingModule = {
    localCallProvider: {
      kind: "local",
      join: (options) => {
        if (this.fails) return Promise.reject(new CallError(this.fails, "no"));
        this.joins += 1;
        this.joinedWith = options;
        return Promise.resolve(this);
      },
    },
    acsCallProvider: {
      kind: "acs",
      preload: () => this.asked.push("preload"),
      join: (options) => this.calling.localCallProvider.join(options),
    },
    signalChannel,
    sealEnvelope,
    openEnvelope,
  };

  getSnapshot = (): CallSnapshot => this.#snapshot;
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  become(change: Partial<CallSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
  connect(): void {
    this.become({ connection: "connected", peerPresent: true, peerHeard: true, dataChannel: "open" });
  }
  hear(message: string): void {
    this.#hears?.(message, "user-operator");
  }
  microphoneLevel(): number {
    return 0.5;
  }
  setMicrophone(on: boolean): Promise<void> {
    return this.#do(`microphone ${String(on)}`, { microphone: on ? "on" : "muted" });
  }
  setCamera(on: boolean): Promise<void> {
    return this.#do(`camera ${String(on)}`, { camera: on ? "on" : "off" });
  }
  shareScreen(stream: MediaStream): Promise<void> {
    if (!this.takesCaptures) {
      this.become({ servicePicker: "offered" });
      return Promise.reject(new CallError("unsupported", "no captures"));
    }
    this.shared = stream;
    return this.#do("share", { sharing: stream });
  }
  shareByServicePicker(): Promise<void> {
    return this.#do("pick", { servicePicker: "sharing" });
  }
  stopSharing(): Promise<void> {
    this.shared = null;
    if (!this.takesCaptures) this.become({ servicePicker: "offered" });
    return this.#do("stop sharing", { sharing: null });
  }
  send(message: string): boolean {
    this.said.push(message);
    return true;
  }
  onMessage(listener: (message: string, from: string) => void): () => void {
    this.#hears = listener;
    return () => (this.#hears = null);
  }
  devices(): Promise<readonly []> {
    return Promise.resolve([]);
  }
  chooseDevice(): Promise<void> {
    return Promise.resolve();
  }
  leave(): Promise<void> {
    return this.#do("leave", { connection: "disconnected", peerPresent: false });
  }

  #do(what: string, change: Partial<CallSnapshot>): Promise<void> {
    this.asked.push(what);
    if (this.fails) return Promise.reject(new CallError(this.fails, "no"));
    this.become(change);
    return Promise.resolve();
  }
}
