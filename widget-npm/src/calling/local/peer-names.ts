/** Who the peer is: by the grant alone, never by what a peer says of itself. */
import type { CallParticipant, JoinOptions } from "../types.js";

export class PeerNames {
  readonly #options: JoinOptions;
  readonly #changed: () => void;
  #participants: readonly CallParticipant[];
  #peer = "";

  /** @param changed - called when a late answer of the API put a name to the peer. */
  constructor(options: JoinOptions, changed: () => void) {
    this.#options = options;
    this.#changed = changed;
    this.#participants = options.grant.participants;
  }

  /** The peer's user id; its address in the mail until the API names it. */
  get peer(): string {
    return this.#peer;
  }

  /** The page at `address` is the peer from now on; whoever the grant does not know is asked for. */
  meet(address: string): void {
    const known = this.#find(address);
    this.#peer = known ?? address;
    if (known === undefined) void this.#ask(address);
  }

  async #ask(address: string): Promise<void> {
    try {
      const { participants } = await this.#options.refreshGrant();
      this.#participants = participants;
    } catch {
      return; // the address serves as well; the next meeting asks again
    }
    const found = this.#find(address);
    if (found === undefined || this.#peer !== address) return;
    this.#peer = found;
    this.#changed();
  }

  #find(address: string): string | undefined {
    const peers = this.#participants.filter(({ role }) => role !== this.#options.role);
    return (peers.find(({ userId }) => userId === address) ?? peers.at(-1))?.userId;
  }
}
