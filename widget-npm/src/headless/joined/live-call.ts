/** The call itself: its code fetched, joined, and kept in view. */
import type { Envelope } from "../../calling/envelope.js";
import {
  CallError,
  type CallProvider,
  type CallSession,
  type CallSnapshot,
  type SignalChannel,
} from "../../calling/types.js";
import { pause } from "../../patience.js";
import { Away, Refusal } from "../api.js";
import { persist } from "../persist.js";
import type { CallTrouble } from "../phases.js";
import type { Session } from "./session.js";

/** The part of the `./calling` door that a call needs; fetched once the code was accepted. */
export interface CallingModule {
  readonly localCallProvider: CallProvider;
  readonly acsCallProvider: CallProvider;
  signalChannel(fetcher: (path: string, init?: RequestInit) => Promise<Response>): SignalChannel;
  sealEnvelope(type: string, body: unknown): string;
  openEnvelope(text: string): Envelope | null;
}
export type LoadCalling = () => Promise<CallingModule>;

/** Longer than any signal request waits. */
const SIGNAL_PATIENCE_MS = 30_000;
const LONGEST_REST_MS = 8_000;

export interface LiveCallOptions {
  readonly session: Session;
  readonly load: LoadCalling;
  readonly living: AbortSignal;
  /** Something to be shown changed. */
  changed(): void;
  message(message: Envelope): void;
}

export class LiveCall {
  readonly #options: LiveCallOptions;
  #calling: CallingModule | null = null;
  #call: CallSession | null = null;
  #joining: Promise<void> | null = null;
  #trying = false;
  #rest = new AbortController();
  #trouble: CallTrouble | null = null;
  #prepared = false;

  constructor(options: LiveCallOptions) {
    this.#options = options;
  }

  get joined(): boolean {
    return this.#call !== null;
  }

  /** Being joined at this moment, not resting between two tries. */
  get trying(): boolean {
    return this.#trying;
  }

  get snapshot(): CallSnapshot | null {
    return this.#call?.getSnapshot() ?? null;
  }

  get trouble(): CallTrouble | null {
    return this.#trouble;
  }

  /**
   * Fetches ahead what the call's service needs, once it is known which service that is; whether it
   * could be had shows when joining.
   */
  prepare(): void {
    const { provider: kind } = this.#options.session;
    if (kind === null || this.#prepared) return;
    this.#prepared = true;
    this.#options
      .load()
      .then((calling) => providerOf(calling, kind)?.preload?.())
      .catch(() => undefined);
  }

  microphoneLevel(): number {
    return this.#call?.microphoneLevel() ?? 0;
  }

  /**
   * Joins, once; a failure shows as trouble "joining". After a failure of the network it goes on trying
   * by itself; after any other the promise resolves, and `join` may be called again.
   */
  join(microphone: MediaStream | null | undefined): Promise<void> {
    this.#joining ??= this.#keepJoining(microphone).finally(() => {
      if (!this.#call) this.#joining = null;
    });
    return this.#joining;
  }

  /** Tries again now rather than later; false when no `join` is under way. */
  hurry(): boolean {
    this.#rest.abort();
    return this.#joining !== null;
  }

  /** False when nobody can hear it. */
  send(type: string, body: unknown): boolean {
    if (!this.#calling || !this.#call) return false;
    return this.#call.send(this.#calling.sealEnvelope(type, body));
  }

  async #keepJoining(microphone: MediaStream | null | undefined): Promise<void> {
    const { living } = this.#options;
    for (let failures = 1; !living.aborted; failures++) {
      this.#setTrying(true);
      await this.#join(microphone);
      this.#setTrying(false);
      if (this.#call || this.#trouble?.code !== "network") return;
      this.#rest = new AbortController();
      const restMs = Math.min(LONGEST_REST_MS, 1_000 * 2 ** failures);
      await pause(restMs, AbortSignal.any([living, this.#rest.signal]));
    }
  }

  /** What went wrong before stays in view until this try is decided. */
  async #join(microphone: MediaStream | null | undefined): Promise<void> {
    const { session, load, living } = this.#options;
    try {
      const [calling, grant] = await Promise.all([
        persist(() => load().catch(unreachable), { signal: living }),
        persist(() => session.callGrant(), { signal: living }),
      ]);
      const provider = providerOf(calling, grant.provider);
      if (!provider) throw new CallError("unsupported", `This version cannot join calls of ${grant.provider}.`);
      const call = await provider.join({
        role: "customer",
        grant,
        signal: living,
        refreshGrant: () => session.callGrant(),
        signals: calling.signalChannel((path, init) => this.#answered(path, init)),
        ...(microphone === undefined ? {} : { microphone }),
      });
      if (living.aborted) return void call.leave();
      this.#setTrouble(null);
      this.#hold(calling, call);
    } catch (error) {
      if (living.aborted) return;
      // A refused grant means that the place is over; the watch says how.
      this.#setTrouble(error instanceof Refusal ? null : { about: "joining", code: codeOf(error) });
    }
  }

  #hold(calling: CallingModule, call: CallSession): void {
    this.#calling = calling;
    this.#call = call;
    call.subscribe(() => this.#options.changed());
    call.onMessage((text) => {
      const message = calling.openEnvelope(text);
      if (message) this.#options.message(message);
    });
    this.#options.changed();
  }

  /** Does something with the call; a failure shows as trouble about it. */
  async attempt(about: CallTrouble["about"], act: (call: CallSession) => Promise<void>): Promise<boolean> {
    if (!this.#call) return false;
    this.#setTrouble(null);
    try {
      await act(this.#call);
      return true;
    } catch (error) {
      this.#setTrouble({ about, code: codeOf(error) });
      return false;
    }
  }

  /** Never rejects. */
  async leave(): Promise<void> {
    await this.#call?.leave().catch(() => undefined);
  }

  /** The call service's letters read refusals off the answer itself. */
  async #answered(path: string, init?: RequestInit): Promise<Response> {
    try {
      return await this.#options.session.request(path, init, SIGNAL_PATIENCE_MS);
    } catch (error) {
      if (error instanceof Refusal) return Response.json({ code: error.code }, { status: error.status });
      throw error;
    }
  }

  #setTrying(trying: boolean): void {
    this.#trying = trying;
    this.#options.changed();
  }

  #setTrouble(trouble: CallTrouble | null): void {
    if (this.#trouble === trouble) return;
    this.#trouble = trouble;
    this.#options.changed();
  }
}

function providerOf(calling: CallingModule, kind: CallProvider["kind"]): CallProvider | undefined {
  return [calling.localCallProvider, calling.acsCallProvider].find((provider) => provider.kind === kind);
}

function codeOf(error: unknown): CallTrouble["code"] {
  return error instanceof CallError ? error.code : "failed";
}

function unreachable(cause: unknown): never {
  throw new Away(null, { cause });
}
