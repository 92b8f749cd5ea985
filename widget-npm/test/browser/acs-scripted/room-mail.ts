/** Signalling of the scripted service: letters between the endpoints in a room, over plain HTTP. */
import { steering } from "./steering.js";

export interface Letter {
  readonly kind: "hello" | "offer" | "answer" | "bye";
  readonly description?: RTCSessionDescriptionInit;
}
interface Stored {
  readonly seq: number;
  readonly from: string;
  readonly data: Letter;
}

const HOLD_SECONDS = 5;

/** The room is over, or never was. */
export class RoomGone extends Error {}

export class RoomMail {
  readonly #me: string;
  readonly #address: string;
  readonly #closing = new AbortController();
  /** `performance.now()` of the last answer. */
  lastAnswer = performance.now();

  constructor(roomId: string, me: string) {
    this.#me = me;
    this.#address = `${steering().signals}/${encodeURIComponent(roomId)}`;
  }

  /** @returns the letter's place in the room's order. */
  async send(to: string, data: Letter): Promise<number> {
    const response = await fetch(this.#address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ from: this.#me, to, data }),
      keepalive: data.kind === "bye",
    });
    return ((await answered(response)) as { seq: number }).seq;
  }

  /** Reads on until closed; rejects with RoomGone when the room ends. */
  async read(after: number, letter: (from: string, data: Letter) => void): Promise<void> {
    while (!this.#closing.signal.aborted) {
      try {
        const query = `me=${encodeURIComponent(this.#me)}&after=${String(after)}&wait=${String(HOLD_SECONDS)}`;
        const response = await fetch(`${this.#address}?${query}`, { signal: this.#closing.signal });
        const { letters } = (await answered(response)) as { letters: Stored[] };
        this.lastAnswer = performance.now();
        for (const { seq, from, data } of letters) {
          after = Math.max(after, seq);
          letter(from, data);
        }
      } catch (error) {
        if (error instanceof RoomGone) throw error;
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    }
  }

  close(): void {
    this.#closing.abort();
  }
}

async function answered(response: Response): Promise<unknown> {
  if (response.status === 410) throw new RoomGone();
  if (!response.ok) throw new Error(`signalling answered ${String(response.status)}`);
  return response.json();
}
