/** One endpoint's place in a room: legs to every other endpoint, made and mended. */
import { Leg, type Line, type Notice } from "./leg.js";
import { ScriptedParticipant } from "./participant.js";
import { RoomGone, RoomMail, type Letter } from "./room-mail.js";

export interface RoomListener {
  joined(participant: ScriptedParticipant): void;
  left(participant: ScriptedParticipant): void;
  message(userId: string, data: Uint8Array): void;
  /** Whether media flow. */
  media(flows: boolean): void;
  /** Our own network is gone. */
  lost(): void;
  /** The room is over. */
  over(): void;
}

/** A leg that fails while our mail is older than this fails for our own network's sake. */
const OWN_FAULT_MS = 8_000;

export class Room {
  readonly participants = new Map<string, ScriptedParticipant>();
  readonly #me: string;
  readonly #mail: RoomMail;
  readonly #listener: RoomListener;
  readonly #tracks: Record<Line, MediaStreamTrack | null> = { voice: null, camera: null, screen: null };

  constructor(roomId: string, userId: string, listener: RoomListener) {
    this.#me = `${userId}#${crypto.randomUUID().slice(0, 8)}`;
    this.#mail = new RoomMail(roomId, this.#me);
    this.#listener = listener;
  }

  /** @throws RoomGone */
  async enter(): Promise<void> {
    const after = await this.#mail.send("*", { kind: "hello" });
    void this.#mail
      .read(after, (from, letter) => void this.#letter(from, letter).catch(() => undefined))
      .catch((error: unknown) => {
        if (error instanceof RoomGone) this.#listener.over();
      });
  }

  put(line: Line, track: MediaStreamTrack | null): void {
    this.#tracks[line] = track;
    for (const leg of this.#legs()) {
      leg.put(line, track);
      leg.announce(this.#notice());
    }
  }

  send(data: Uint8Array): void {
    for (const leg of this.#legs()) leg.send(data);
  }

  leave(): void {
    this.#mail.close();
    void this.#mail.send("*", { kind: "bye" }).catch(() => undefined);
    for (const leg of this.#legs()) leg.close();
  }

  #legs(): readonly Leg[] {
    return [...this.participants.values()].flatMap(({ legs }) => [...legs.values()]);
  }

  #notice(): Notice {
    return {
      voice: this.#tracks.voice !== null,
      camera: this.#tracks.camera !== null,
      screen: this.#tracks.screen !== null,
    };
  }

  async #letter(from: string, { kind, description }: Letter): Promise<void> {
    const known = this.participants.get(userOf(from))?.legs.get(from);
    if (kind === "bye") this.#drop(from);
    else if (kind === "hello") {
      if (known?.connection.connectionState === "connected" || known?.offering === true) return;
      const leg = this.#lay(from, true);
      const offer = await leg.offer();
      this.#fill(leg);
      await this.#mail.send(from, { kind: "offer", description: offer });
    } else if (!description) return;
    else if (kind === "answer") await known?.accept(description);
    else if (known?.offering !== true || this.#me < from) {
      const leg = this.#lay(from, false);
      const answer = await leg.answer(description);
      this.#fill(leg);
      await this.#mail.send(from, { kind: "answer", description: answer });
    }
  }

  #fill(leg: Leg): void {
    for (const line of ["voice", "camera", "screen"] as const) leg.put(line, this.#tracks[line]);
    leg.announce(this.#notice());
  }

  #lay(from: string, offerer: boolean): Leg {
    const userId = userOf(from);
    let participant = this.participants.get(userId);
    const isNew = !participant;
    participant ??= new ScriptedParticipant(userId);
    participant.legs.get(from)?.close();
    const somebody = participant;
    const leg = new Leg(offerer, {
      state: (state) => this.#legState(from, somebody, state),
      notice: (notice) => somebody.notice(notice),
      message: (data) => this.#listener.message(userId, data),
      closed: () => this.#drop(from),
    });
    participant.legs.delete(from);
    participant.legs.set(from, leg);
    this.participants.set(userId, participant);
    if (isNew) this.#listener.joined(participant);
    return leg;
  }

  #legState(from: string, participant: ScriptedParticipant, state: RTCPeerConnectionState): void {
    if (state === "connected") {
      participant.connected();
      this.#listener.media(true);
    } else if (state === "disconnected") this.#listener.media(false);
    else if (state === "failed") {
      if (performance.now() - this.#mail.lastAnswer > OWN_FAULT_MS) this.#listener.lost();
      else {
        this.#drop(from);
        this.#listener.media(true);
        void this.#mail.send("*", { kind: "hello" }).catch(() => undefined);
      }
    }
  }

  #drop(from: string): void {
    const participant = this.participants.get(userOf(from));
    const leg = participant?.legs.get(from);
    if (!participant || !leg) return;
    leg.close();
    participant.legs.delete(from);
    if (participant.legs.size > 0) return;
    this.participants.delete(userOf(from));
    participant.gone();
    this.#listener.left(participant);
  }
}

function userOf(endpoint: string): string {
  return endpoint.slice(0, endpoint.lastIndexOf("#"));
}
