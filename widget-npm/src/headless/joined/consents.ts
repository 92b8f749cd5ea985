/** Tells the service what the customer agreed to and what they took back, in the order of the clicks. */
import { persist } from "../persist.js";
import type { ConsentKind, Session } from "./session.js";

export class Consents {
  readonly #session: Session;
  readonly #living: AbortSignal;
  readonly #noted = new Map<ConsentKind, boolean>();
  #textVersion: string;
  #queue = Promise.resolve();

  constructor(session: Session, living: AbortSignal, textVersion: string) {
    this.#session = session;
    this.#living = living;
    this.#textVersion = textVersion;
  }

  /** The wording that the customer has before them from now on. */
  wordedAs(textVersion: string): void {
    this.#textVersion = textVersion;
  }

  /** Repeats nothing that was said last. */
  note(kind: ConsentKind, granted: boolean): void {
    if (this.#noted.get(kind) === granted) return;
    this.#noted.set(kind, granted);
    const textVersion = this.#textVersion;
    const send = (): Promise<void> => this.#session.consent(kind, granted, textVersion);
    // A refusal means that the place is over, which the watch finds out as well.
    this.#queue = this.#queue
      .then(() => persist(send, { signal: this.#living }))
      .catch(() => undefined);
  }
}
