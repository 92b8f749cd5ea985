/**
 * One connection between two pages: an `RTCPeerConnection`, its three media lines and its two data
 * channels, kept agreed by perfect negotiation (the W3C pattern; the customer is the polite side).
 *
 * The operator lays the lines out and makes the first offer; after that a camera or a screen comes
 * and goes by `replaceTrack`, which needs no new agreement, so that the only later offers are ICE
 * restarts, and either side may make one.
 */
import { errorName } from "../../error-name.js";
import type { CallRole, SignalKind } from "../types.js";
import { LINES, readLineState, type Labels, type Letter, type Line, type LineState } from "./wire.js";

type Post = (kind: SignalKind, compose: () => Letter | null, sent?: (letter: Letter) => void) => void;

export interface LinkListener {
  /** The connection's state, or that of its message channel, changed. */
  changed(): void;
  /** The lines exist: what we send and receive can be wired up. */
  laid(): void;
  /** The peer switched a picture on or off. */
  peerState(state: LineState): void;
  message(text: string): void;
}

export interface LinkOptions {
  readonly role: CallRole;
  /** Our name and the peer's for this connection. */
  readonly me: string;
  readonly peer: string;
  readonly post: Post;
  readonly listener: LinkListener;
}

/** A connection to one page of the peer's; closed for good once `close` was called. */
export class Link {
  readonly me: string;
  readonly peer: string;
  readonly pc = new RTCPeerConnection();
  readonly #post: Post;
  readonly #listener: LinkListener;
  readonly #polite: boolean;
  readonly #lines = new Map<Line, RTCRtpTransceiver>();
  #messages: RTCDataChannel | null = null;
  #state: RTCDataChannel | null = null;
  #ownState = "";
  #makingOffer = false;
  #ignoringOffer = false;
  #settingAnswer = false;
  #unsent: RTCIceCandidateInit[] = [];
  #inbox = Promise.resolve();

  constructor({ role, me, peer, post, listener }: LinkOptions) {
    this.me = me;
    this.peer = peer;
    this.#post = post;
    this.#listener = listener;
    this.#polite = role === "customer";
    this.pc.onnegotiationneeded = () => void this.#offer();
    this.pc.onicecandidate = ({ candidate }) => {
      if (candidate) this.#sendCandidate(candidate.toJSON());
    };
    this.pc.onconnectionstatechange = () => listener.changed();
    if (role === "operator") this.#layOut();
  }

  get open(): boolean {
    return this.pc.connectionState !== "closed";
  }

  get messagesOpen(): boolean {
    return this.#messages?.readyState === "open";
  }

  /** The peer's track on a line, once laid. */
  remoteTrack(line: Line): MediaStreamTrack | null {
    return this.#lines.get(line)?.receiver.track ?? null;
  }

  /** Puts a track of ours on a line, or takes it off; does nothing before the lines are laid. */
  async put(line: Line, track: MediaStreamTrack | null): Promise<void> {
    const sender = this.#lines.get(line)?.sender;
    if (!sender || sender.track === track || !this.open) return;
    await sender.replaceTrack(track);
  }

  /** Tells the peer which pictures are on, now and whenever the channel opens. */
  announce(state: LineState): void {
    this.#ownState = JSON.stringify(state);
    if (this.#state?.readyState === "open") this.#state.send(this.#ownState);
  }

  /** False when the message channel is not open. */
  send(text: string): boolean {
    if (this.#messages?.readyState !== "open") return false;
    try {
      this.#messages.send(text);
      return true;
    } catch {
      return false;
    }
  }

  /** Looks for a new way through the network; what flows goes on flowing meanwhile. */
  restartIce(): void {
    if (this.open && this.#lines.size > 0) this.pc.restartIce();
  }

  /** Takes in a letter of the peer's; letters are worked off one after the other. */
  receive(letter: Letter): void {
    this.#inbox = this.#inbox
      .then(() => this.#take(letter))
      .catch((error: unknown) => {
        if (this.open) console.warn("assisted-chat: a signal could not be used.", errorName(error));
      });
  }

  close(): void {
    this.pc.onnegotiationneeded = this.pc.onicecandidate = this.pc.onconnectionstatechange = null;
    this.pc.close();
  }

  async #take({ description, labels, candidates }: Letter): Promise<void> {
    if (!this.open) return;
    if (description) await this.#takeDescription(description, labels);
    for (const candidate of candidates ?? []) {
      try {
        await this.pc.addIceCandidate(candidate);
      } catch (error) {
        if (!this.#ignoringOffer) throw error;
      }
    }
  }

  async #takeDescription(description: RTCSessionDescriptionInit, labels: Labels | undefined): Promise<void> {
    const isOffer = description.type === "offer";
    const readyForOffer = !this.#makingOffer && (this.pc.signalingState === "stable" || this.#settingAnswer);
    this.#ignoringOffer = !this.#polite && isOffer && !readyForOffer;
    if (this.#ignoringOffer) return;

    this.#settingAnswer = !isOffer;
    try {
      await this.pc.setRemoteDescription(description);
    } finally {
      this.#settingAnswer = false;
    }
    if (!isOffer) return;
    if (this.#lines.size === 0 && labels) this.#adopt(labels);
    await this.pc.setLocalDescription();
    this.#sendDescription("answer");
  }

  async #offer(): Promise<void> {
    if (this.#lines.size === 0) return;
    try {
      this.#makingOffer = true;
      await this.pc.setLocalDescription();
      this.#sendDescription("offer");
    } catch (error) {
      if (this.open) console.warn("assisted-chat: no offer could be made.", errorName(error));
    } finally {
      this.#makingOffer = false;
    }
  }

  #layOut(): void {
    for (const line of LINES) {
      const kind = line === "microphone" ? "audio" : "video";
      this.#lines.set(line, this.pc.addTransceiver(kind, { direction: "sendrecv" }));
    }
    this.#openChannels();
    // Whoever owns this link must hold it before it hears of it.
    queueMicrotask(() => this.#listener.laid());
  }

  #adopt(labels: Labels): void {
    for (const line of LINES) {
      const transceiver = this.pc.getTransceivers().find(({ mid }) => mid === labels[line]);
      if (!transceiver) continue;
      transceiver.direction = "sendrecv";
      this.#lines.set(line, transceiver);
    }
    this.#openChannels();
    this.#listener.laid();
  }

  #openChannels(): void {
    // Agreed beforehand by number, so that both ends may lay them out at once.
    this.#messages = this.pc.createDataChannel("messages", { negotiated: true, id: 0 });
    this.#messages.onopen = this.#messages.onclose = () => this.#listener.changed();
    this.#messages.onmessage = ({ data }) => {
      if (typeof data === "string") this.#listener.message(data);
    };
    this.#state = this.pc.createDataChannel("state", { negotiated: true, id: 1 });
    this.#state.onopen = () => {
      if (this.#ownState !== "") this.#state?.send(this.#ownState);
    };
    this.#state.onmessage = ({ data }) => {
      const state = readLineState(data);
      if (state) this.#listener.peerState(state);
    };
  }

  #sendDescription(kind: "offer" | "answer"): void {
    this.#post(kind, () => {
      const description = this.pc.localDescription;
      // A rollback or a newer offer made this one pointless; it has been queued anew.
      if (!this.open || description?.type !== kind) return null;
      const { type, sdp } = description;
      return { me: this.me, to: this.peer, description: { type, sdp }, labels: this.#labels() };
    });
  }

  #labels(): Labels {
    const mid = (line: Line): string => this.#lines.get(line)?.mid ?? "";
    return { microphone: mid("microphone"), camera: mid("camera"), screen: mid("screen") };
  }

  #sendCandidate(candidate: RTCIceCandidateInit): void {
    this.#unsent.push(candidate);
    if (this.#unsent.length > 1) return; // a letter is already waiting for its turn; this one goes along
    this.#postCandidates();
  }

  #postCandidates(): void {
    const compose = (): Letter | null =>
      this.open ? { me: this.me, to: this.peer, candidates: this.#unsent.slice() } : null;
    this.#post("candidate", compose, (letter) => {
      this.#unsent = this.#unsent.slice(letter.candidates?.length ?? 0);
      if (this.#unsent.length > 0) this.#postCandidates();
    });
  }
}
