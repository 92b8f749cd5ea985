/**
 * The call as both front ends see it: one interface, a provider per service.
 * Nothing here knows HTTP, React or the DOM's layout; media is drawn by `attach`, because some
 * services hand out elements instead of streams.
 */

/** Which side of the call a participant is on. */
export type CallRole = "operator" | "customer";

/** A participant as `issue-acs-token` names them; peers never name themselves. */
export interface CallParticipant {
  readonly userId: string;
  readonly role: CallRole;
  readonly name: string;
}

/** The answer of `issue-acs-token`: the right to join, and where. */
export interface CallGrant {
  readonly provider: "acs" | "local";
  readonly userId: string;
  readonly token: string;
  /** RFC 3339, UTC. */
  readonly expiresOn: string;
  readonly endpoint?: string;
  readonly join: { readonly kind: "room" | "local"; readonly id: string };
  readonly participants: readonly CallParticipant[];
}

/** A signal of the local call service, as it arrives. */
export interface IncomingSignal {
  readonly seq: number;
  readonly from: string;
  readonly kind: SignalKind;
  readonly data: string;
}
export type SignalKind = "offer" | "answer" | "candidate" | "restart" | "bye";

/** The post office of the local call service; a service with its own signalling ignores it. */
export interface SignalChannel {
  /** Posts one signal (data: at most 15 000 characters). */
  send(to: string, kind: SignalKind, data: string): Promise<void>;
  /** Signals after `after` addressed to us, held up to `waitSeconds` when there are none. */
  receive(after: number, waitSeconds: number, abort: AbortSignal): Promise<readonly IncomingSignal[]>;
}

export interface JoinOptions {
  readonly role: CallRole;
  readonly grant: CallGrant;
  /** Asks the API again: a fresh token, and who is in the call by now. */
  refreshGrant(): Promise<CallGrant>;
  readonly signals: SignalChannel;
  /**
   * The microphone's stream if the page already holds one (it stays the page's to stop); absent:
   * the provider asks for it; null: join without, until `setMicrophone(true)`.
   */
  readonly microphone?: MediaStream | null;
  /** Fires when the person leaves, joined or not: from then on nothing is opened, and what is open is closed. */
  readonly signal?: AbortSignal;
}

/** Joins a call; rejects with `CallError` alone. */
export interface CallProvider {
  readonly kind: "acs" | "local";
  /** Fetches what joining will need, for a join that is likely; a failure shows in `join`. */
  preload?(): void;
  join(options: JoinOptions): Promise<CallSession>;
}

export type ConnectionState = "connecting" | "connected" | "reconnecting" | "disconnected";

/** A picture that a peer sends. */
export interface RemoteVideo {
  readonly userId: string;
  readonly kind: "camera" | "screen";
  /** Draws into `container` until the returned function is called. */
  attach(container: HTMLElement): () => void;
}

/** Everything a view draws; a new object whenever anything in it changed (useSyncExternalStore). */
export interface CallSnapshot {
  readonly connection: ConnectionState;
  readonly microphone: "on" | "muted" | "denied" | "absent";
  readonly camera: "on" | "off" | "denied" | "absent";
  /** The stream that we share, or null. */
  readonly sharing: MediaStream | null;
  readonly ownCamera: MediaStream | null;
  readonly remoteVideos: readonly RemoteVideo[];
  /** Whether the peer is here at all (its media or data channel is connected). */
  readonly peerPresent: boolean;
  /** The peer's voice comes in: sound of theirs arrives, or the service says that they are not muted. */
  readonly peerHeard?: boolean;
  readonly dataChannel: "closed" | "open";
  /** "blocked": the browser plays the peer's voice only once the page has been clicked. */
  readonly sound?: "playing" | "blocked";
  /**
   * Present where the service takes no captures of the page: "offered", the person may be asked to use the
   * service's own picker (`shareByServicePicker`), which may share more than this tab; "sharing", they did.
   */
  readonly servicePicker?: "offered" | "sharing";
}

export type DeviceKind = "microphone" | "camera" | "speaker";
export interface CallDevice {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly label: string;
}

/** One call that we are in. Every method may reject with `CallError`; none throws anything else. */
export interface CallSession {
  getSnapshot(): CallSnapshot;
  subscribe(listener: () => void): () => void;
  /** 0..1, the loudness of our own microphone now; for a level meter. */
  microphoneLevel(): number;
  setMicrophone(on: boolean): Promise<void>;
  setCamera(on: boolean): Promise<void>;
  /** Sends a stream that we captured; it stays ours to stop. */
  shareScreen(stream: MediaStream): Promise<void>;
  /**
   * Shares what the person picks in the service's own picker: any tab, window or screen. Never called but
   * on the person's own click, after a warning; only where the snapshot's `servicePicker` offers it.
   */
  shareByServicePicker?(): Promise<void>;
  stopSharing(): Promise<void>;
  /** A JSON text to the peer over the data channel; false when the channel is not open. */
  send(message: string): boolean;
  onMessage(listener: (message: string, fromUserId: string) => void): () => void;
  devices(): Promise<readonly CallDevice[]>;
  chooseDevice(kind: DeviceKind, id: string): Promise<void>;
  leave(): Promise<void>;
}

/** Why a call service could not do what was asked; the front ends put it into words. */
export type CallErrorCode =
  | "unsupported"
  | "permission_denied"
  | "no_device"
  | "device_busy"
  | "network"
  | "token_refused"
  | "call_ended"
  | "failed";

export class CallError extends Error {
  override readonly name = "CallError";
  readonly code: CallErrorCode;
  constructor(code: CallErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
