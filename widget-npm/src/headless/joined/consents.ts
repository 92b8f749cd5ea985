/** Tells the service what the customer agreed to and what they took back, in the order of the clicks. */
import type { ConsentKind } from "../memory.js";
import { persist } from "../persist.js";
import type { Session } from "./session.js";

export interface ConsentsOptions {
  readonly session: Session;
  readonly living: AbortSignal;
  /** The wording that the customer agreed to before a reload. */
  readonly textVersion: string;
  /** What stood granted before a reload. */
  readonly granted: readonly ConsentKind[];
  /** What stands granted changed. */
  readonly changed: (granted: readonly ConsentKind[]) => void;
}

export class Consents {
  readonly #options: ConsentsOptions;
  readonly #noted: Map<ConsentKind, boolean>;
  #textVersion: string;
  #queue = Promise.resolve();

  constructor(options: ConsentsOptions) {
    this.#options = options;
    this.#textVersion = options.textVersion;
    this.#noted = new Map(options.granted.map((kind) => [kind, true]));
  }

  /** The wording that the customer has before them from now on. */
  wordedAs(textVersion: string): void {
    this.#textVersion = textVersion;
  }

  /** Repeats nothing that was said last. */
  note(kind: ConsentKind, granted: boolean): void {
    if (this.#noted.get(kind) === granted) return;
    this.#noted.set(kind, granted);
    this.#options.changed([...this.#noted].filter(([, stands]) => stands).map(([each]) => each));
    const { session, living } = this.#options;
    const textVersion = this.#textVersion;
    const send = (): Promise<void> => session.consent(kind, granted, textVersion);
    // A refusal means that the place is over, which the watch finds out as well.
    this.#queue = this.#queue.then(() => persist(send, { signal: living })).catch(() => undefined);
  }

  /** Resolves once the service knows what was noted so far: it is the service that lets a picture through. */
  told(): Promise<void> {
    return this.#queue;
  }

  /** A reloaded page shows nothing of what it showed before. */
  withdrawPictures(): void {
    for (const kind of ["screen", "camera"] as const) if (this.#noted.get(kind)) this.note(kind, false);
  }
}
