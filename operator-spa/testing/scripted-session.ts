import type { CallDevice, CallSession, CallSnapshot, RemoteVideo } from "@assisted-chat/widget/calling";

const quiet: CallSnapshot = {
  connection: "connected",
  microphone: "on",
  camera: "off",
  sharing: null,
  ownCamera: null,
  remoteVideos: [],
  peerPresent: true,
  dataChannel: "open",
  sound: "playing",
};

/** A session without a network: it says whatever the test has it say. */
export class ScriptedSession implements CallSession {
  left = false;
  readonly chosen: string[] = [];
  #snapshot: CallSnapshot;
  readonly #listeners = new Set<() => void>();

  constructor(snapshot: Partial<CallSnapshot> = {}) {
    this.#snapshot = { ...quiet, ...snapshot };
  }

  /** Something changes in the call. */
  become(change: Partial<CallSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of [...this.#listeners]) listener();
  }

  getSnapshot = (): CallSnapshot => this.#snapshot;
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  microphoneLevel = (): number => 0.4;
  setMicrophone = (on: boolean): Promise<void> => {
    this.become({ microphone: on ? "on" : "muted" });
    return Promise.resolve();
  };
  setCamera = (on: boolean): Promise<void> => {
    this.become({ camera: on ? "on" : "off" });
    return Promise.resolve();
  };
  shareScreen = (): Promise<void> => Promise.resolve();
  stopSharing = (): Promise<void> => Promise.resolve();
  send = (): boolean => true;
  onMessage = (): (() => void) => () => undefined;
  devices = (): Promise<readonly CallDevice[]> =>
    Promise.resolve([{ id: "default", kind: "microphone", label: "System" }]);
  chooseDevice = (kind: string, id: string): Promise<void> => {
    this.chosen.push(`${kind} ${id}`);
    if (kind === "microphone") this.become({ microphone: "on" });
    return Promise.resolve();
  };
  leave = (): Promise<void> => {
    this.left = true;
    this.become({ connection: "disconnected", remoteVideos: [], peerPresent: false });
    return Promise.resolve();
  };
}

/** A picture that puts an empty video element into its container. */
export function aPicture(kind: RemoteVideo["kind"]): RemoteVideo {
  return {
    userId: "customer",
    kind,
    attach(container) {
      const video = document.createElement("video");
      container.append(video);
      return () => video.remove();
    },
  };
}
