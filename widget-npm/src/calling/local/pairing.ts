/**
 * Finds the peer's page through our mail and keeps one connection to it, whichever of the two
 * pages is reloaded, leaves or loses its network.
 *
 * The customer greets; the operator answers a greeting with an offer. Nothing else starts a
 * connection, so an operator's page that comes back finds the last greeting in its mail and offers.
 */
import type { CallRole, IncomingSignal, SignalChannel } from "../types.js";
import { Link } from "./link.js";
import { openMailbox, type Mailbox } from "./mailbox.js";
import { openOutbox, type Outbox } from "./outbox.js";
import { Recovery } from "./recovery.js";
import { connectionName, readLetter, type Letter, type LineState } from "./wire.js";

export interface PairingListener {
  /** `link` now joins us to the peer's page at `address`, or nothing does. */
  paired(link: Link | null, address: string): void;
  /** The link's lines can be used. */
  laid(link: Link): void;
  /** The link's state changed, or our mail began or ceased to get through. */
  changed(): void;
  peerState(state: LineState): void;
  message(text: string): void;
  /** The service says that the call, or our part in it, is over. */
  ended(): void;
}

export class Pairing {
  readonly #role: CallRole;
  readonly #signals: SignalChannel;
  readonly #listener: PairingListener;
  readonly #outbox: Outbox;
  readonly #mailbox: Mailbox;
  readonly #recovery: Recovery;
  /** The name that our last greeting gave; the offer which answers it makes it a link's. */
  #greeted = "";
  #link: Link | null = null;
  #address = "";
  #wasConnected = false;
  #closed = false;

  constructor(role: CallRole, signals: SignalChannel, listener: PairingListener) {
    this.#role = role;
    this.#signals = signals;
    this.#listener = listener;
    this.#outbox = openOutbox(signals, () => listener.ended());
    this.#recovery = new Recovery({
      restartIce: () => this.#link?.restartIce(),
      rebuild: () => this.#greet(),
      lastAnswer: () => this.#mailbox.lastAnswer(),
    });
    this.#mailbox = openMailbox(signals, {
      mail: (letters) => this.#readMail(letters),
      ended: () => listener.ended(),
    });
    this.#greet();
  }

  get link(): Link | null {
    return this.#link;
  }

  get connected(): boolean {
    return this.#link?.pc.connectionState === "connected";
  }

  /** Whether a connection that worked is being brought back. */
  get mending(): boolean {
    return this.#wasConnected && !this.connected;
  }

  /** Ends it for good, with a word to the peer. Never rejects. */
  async farewell(): Promise<void> {
    const link = this.#link;
    const to = this.#address;
    this.close();
    if (!link) return;
    // Only a courtesy: the peer also notices by itself.
    await this.#signals.send(to, "bye", JSON.stringify({ me: link.me, to: link.peer })).catch(() => undefined);
  }

  close(): void {
    this.#closed = true;
    this.#recovery.well();
    this.#mailbox.close();
    this.#outbox.close();
    this.#link?.close();
    this.#link = null;
  }

  /** A customer asks for an offer, under a fresh name; an operator waits to be asked. */
  #greet(): void {
    if (this.#role === "operator" || this.#closed) return;
    const me = (this.#greeted = connectionName());
    this.#outbox.post("operator", "restart", () => (this.#greeted === me ? { me, to: null } : null));
  }

  #readMail(signals: readonly IncomingSignal[]): void {
    const lastGreeting = signals.filter(({ kind }) => kind === "restart").at(-1);
    for (const signal of signals) {
      // Of several greetings only the last comes from a page that may still be there.
      if (signal.kind === "restart" && signal !== lastGreeting) continue;
      const letter = readLetter(signal.data);
      if (letter) this.#take(signal, letter);
    }
  }

  #take({ kind, from }: IncomingSignal, letter: Letter): void {
    if (kind === "restart") {
      if (this.#role === "operator" && this.#link?.peer !== letter.me) {
        this.#connect(from, connectionName(), letter.me);
      }
      return;
    }
    // An operator's page that was reloaded answers the greeting which its predecessor answered.
    const answersGreeting = kind === "offer" && letter.to === this.#greeted && this.#link?.peer !== letter.me;
    if (answersGreeting) this.#connect(from, this.#greeted, letter.me);
    if (this.#link?.me !== letter.to || this.#link.peer !== letter.me) return;
    if (kind === "bye") this.#peerWent();
    else this.#link.receive(letter);
  }

  #connect(address: string, me: string, peer: string): void {
    this.#link?.close();
    this.#address = address;
    const link: Link = new Link({
      role: this.#role,
      me,
      peer,
      post: (kind, compose, sent) =>
        this.#outbox.post(address, kind, () => (this.#link === link ? compose() : null), sent),
      listener: {
        changed: () => this.#linkChanged(),
        laid: () => this.#listener.laid(link),
        peerState: (state) => this.#listener.peerState(state),
        message: (text) => this.#listener.message(text),
      },
    });
    this.#link = link;
    this.#listener.paired(link, address);
  }

  #linkChanged(): void {
    const state = this.#link?.pc.connectionState;
    if (state === "connected") {
      this.#wasConnected = true;
      this.#recovery.well();
    } else if (state === "disconnected" || state === "failed") {
      this.#recovery.trouble();
    }
    this.#listener.changed();
  }

  #peerWent(): void {
    this.#link?.close();
    this.#link = null;
    this.#wasConnected = false;
    this.#recovery.well();
    this.#listener.paired(null, this.#address);
    // Whoever comes next finds this in the mail.
    this.#greet();
  }
}
