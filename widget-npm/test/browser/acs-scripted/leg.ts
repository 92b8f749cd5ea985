/** One WebRTC connection between two endpoints: a voice, a camera, a screen, notices and messages. */

export interface Notice {
  readonly voice: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
}
export type Line = "voice" | "camera" | "screen";
const LINES: readonly Line[] = ["voice", "camera", "screen"];

export interface LegListener {
  state(state: RTCPeerConnectionState): void;
  notice(notice: Notice): void;
  message(text: Uint8Array): void;
  /** The other end closed. */
  closed(): void;
}

export class Leg {
  readonly connection = new RTCPeerConnection();
  readonly #notices: RTCDataChannel;
  readonly #messages: RTCDataChannel;
  readonly #offerer: boolean;
  #gone = false;
  #notice: Notice = { voice: false, camera: false, screen: false };

  constructor(offerer: boolean, listener: LegListener) {
    this.#offerer = offerer;
    if (offerer) {
      this.connection.addTransceiver("audio");
      this.connection.addTransceiver("video");
      this.connection.addTransceiver("video");
    }
    this.#notices = this.connection.createDataChannel("notices", { negotiated: true, id: 0 });
    this.#messages = this.connection.createDataChannel("messages", { negotiated: true, id: 1 });
    this.#messages.binaryType = "arraybuffer";
    this.#notices.onopen = () => this.announce(this.#notice);
    this.#notices.onmessage = ({ data }) => listener.notice(JSON.parse(String(data)) as Notice);
    this.#messages.onmessage = ({ data }) => listener.message(new Uint8Array(data as ArrayBuffer));
    this.#notices.onclose = () => {
      if (!this.#gone) listener.closed();
    };
    this.connection.onconnectionstatechange = () => {
      if (!this.#gone) listener.state(this.connection.connectionState);
    };
  }

  get offering(): boolean {
    return this.#offerer && this.connection.signalingState === "have-local-offer";
  }

  async offer(): Promise<RTCSessionDescriptionInit> {
    return this.#describe(await this.connection.createOffer());
  }

  async answer(offer: RTCSessionDescriptionInit): Promise<RTCSessionDescriptionInit> {
    await this.connection.setRemoteDescription(offer);
    for (const transceiver of this.connection.getTransceivers()) transceiver.direction = "sendrecv";
    return this.#describe(await this.connection.createAnswer());
  }

  async accept(answer: RTCSessionDescriptionInit): Promise<void> {
    await this.connection.setRemoteDescription(answer);
  }

  put(line: Line, track: MediaStreamTrack | null): void {
    const transceiver = this.connection.getTransceivers()[LINES.indexOf(line)];
    void transceiver?.sender.replaceTrack(track).catch(() => undefined);
  }

  track(line: Line): MediaStreamTrack | undefined {
    return this.connection.getTransceivers()[LINES.indexOf(line)]?.receiver.track;
  }

  announce(notice: Notice): void {
    this.#notice = notice;
    if (this.#notices.readyState === "open") this.#notices.send(JSON.stringify(notice));
  }

  send(data: Uint8Array): void {
    if (this.#messages.readyState === "open") this.#messages.send(new Uint8Array(data));
  }

  close(): void {
    this.#gone = true;
    this.connection.close();
  }

  /** Whole, with every way through the network that was found: nothing trickles. */
  async #describe(description: RTCSessionDescriptionInit): Promise<RTCSessionDescriptionInit> {
    const { connection } = this;
    await connection.setLocalDescription(description);
    if (connection.iceGatheringState !== "complete") {
      await new Promise<void>((resolve) => {
        connection.onicegatheringstatechange = () => {
          if (connection.iceGatheringState === "complete") resolve();
        };
        setTimeout(resolve, 1_000);
      });
    }
    const { type, sdp } = connection.localDescription ?? description;
    return { type, sdp: sdp ?? "" };
  }
}
