/** Who else is in the call, and which pictures they send; known by the service's ids alone. */
import type { RemoteParticipant, RemoteVideoStream } from "@azure/communication-calling";
import type { RemoteVideo } from "../types.js";
import { rawIdOf } from "./identity.js";
import type { Peers } from "./peers.js";
import { picture } from "./pictures.js";
import type { Sdk, SdkCall } from "./sdk.js";

export class Roster {
  readonly #sdk: Sdk;
  readonly #call: SdkCall;
  readonly #peers: Peers;
  readonly #changed: () => void;
  /** How to stop listening to each participant, and to each stream. */
  readonly #participants = new Map<RemoteParticipant, () => void>();
  readonly #streams = new Map<RemoteVideoStream, () => void>();
  /** One object per stream for as long as it is sent: views are keyed by it. */
  readonly #pictures = new Map<RemoteVideoStream, RemoteVideo>();

  constructor(sdk: Sdk, call: SdkCall, peers: Peers, changed: () => void) {
    this.#sdk = sdk;
    this.#call = call;
    this.#peers = peers;
    this.#changed = changed;
    call.on("remoteParticipantsUpdated", this.#updated);
    for (const participant of call.remoteParticipants) this.#meet(participant);
  }

  /** Whether somebody whom the grant names is connected. */
  get peerPresent(): boolean {
    return this.#connected().length > 0;
  }

  /** Whether one of them speaks, or could at any moment. */
  get peerHeard(): boolean {
    return this.#connected().some(({ isMuted }) => !isMuted);
  }

  has(userId: string): boolean {
    return this.#connected().some(({ identifier }) => rawIdOf(identifier) === userId);
  }

  /** Screens before cameras. */
  get videos(): readonly RemoteVideo[] {
    const sent = [...this.#pictures]
      .filter(([stream, { userId }]) => stream.isAvailable && this.#peers.has(userId))
      .map(([, video]) => video);
    return [...sent.filter(({ kind }) => kind === "screen"), ...sent.filter(({ kind }) => kind === "camera")];
  }

  close(): void {
    this.#call.off("remoteParticipantsUpdated", this.#updated);
    for (const participant of [...this.#participants.keys()]) this.#part(participant);
  }

  #connected(): readonly RemoteParticipant[] {
    return [...this.#participants.keys()].filter(({ state, identifier }) => {
      const id = rawIdOf(identifier);
      return state === "Connected" && id !== null && this.#peers.has(id);
    });
  }

  #updated = ({ added, removed }: { added: RemoteParticipant[]; removed: RemoteParticipant[] }): void => {
    for (const participant of removed) this.#part(participant);
    for (const participant of added) this.#meet(participant);
    this.#changed();
  };

  #meet(participant: RemoteParticipant): void {
    if (this.#participants.has(participant)) return;
    const watched = new Set<RemoteVideoStream>(participant.videoStreams);
    const streamsUpdated = ({ added, removed }: { added: RemoteVideoStream[]; removed: RemoteVideoStream[] }): void => {
      for (const stream of removed) this.#drop(stream);
      for (const stream of added) {
        watched.add(stream);
        this.#watch(participant, stream);
      }
      this.#changed();
    };
    participant.on("stateChanged", this.#changed);
    participant.on("isMutedChanged", this.#changed);
    participant.on("videoStreamsUpdated", streamsUpdated);
    for (const stream of participant.videoStreams) this.#watch(participant, stream);
    this.#participants.set(participant, () => {
      participant.off("stateChanged", this.#changed);
      participant.off("isMutedChanged", this.#changed);
      participant.off("videoStreamsUpdated", streamsUpdated);
      for (const stream of watched) this.#drop(stream);
    });
  }

  #part(participant: RemoteParticipant): void {
    this.#participants.get(participant)?.();
    this.#participants.delete(participant);
  }

  #watch(participant: RemoteParticipant, stream: RemoteVideoStream): void {
    const userId = rawIdOf(participant.identifier);
    if (userId === null || this.#streams.has(stream)) return;
    // A picture that stopped and came back is another one to draw.
    const availability = (): void => {
      if (stream.isAvailable) this.#pictures.set(stream, picture(this.#sdk, userId, stream));
      else this.#pictures.delete(stream);
      this.#changed();
    };
    stream.on("isAvailableChanged", availability);
    this.#streams.set(stream, () => stream.off("isAvailableChanged", availability));
    availability();
  }

  #drop(stream: RemoteVideoStream): void {
    this.#streams.get(stream)?.();
    this.#streams.delete(stream);
    this.#pictures.delete(stream);
  }
}
