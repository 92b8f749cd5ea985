/** Who may be in the room with us: those whom the grant names with the other role, never whoever is simply there. */
import type { CallGrant, JoinOptions } from "../types.js";

export class Peers {
  readonly #options: JoinOptions;
  readonly #changed: () => void;
  #ids: ReadonlySet<string>;
  readonly #asked = new Set<string>();

  /** @param changed - a later answer of the API named somebody new. */
  constructor(options: JoinOptions, changed: () => void) {
    this.#options = options;
    this.#changed = changed;
    this.#ids = this.#others(options.grant);
  }

  /** Somebody unknown is asked for once: the operator may be in the room before the customer has a name there. */
  has(userId: string): boolean {
    if (this.#ids.has(userId)) return true;
    if (!this.#asked.has(userId)) {
      this.#asked.add(userId);
      void this.#options.refreshGrant().then(
        (grant) => this.learn(grant),
        () => this.#asked.delete(userId),
      );
    }
    return false;
  }

  /** What a fresh grant says. */
  learn(grant: CallGrant): void {
    const ids = this.#others(grant);
    const news = [...ids].some((id) => !this.#ids.has(id));
    this.#ids = ids;
    if (news) this.#changed();
  }

  #others({ participants }: CallGrant): ReadonlySet<string> {
    return new Set(participants.filter(({ role }) => role !== this.#options.role).map(({ userId }) => userId));
  }
}
