/** Our place in the room: taken, and taken again when the service or the network dropped it, while the call lives. */
import { pause, waitAfter } from "../../patience.js";
import { CallError, type CallGrant, type JoinOptions } from "../types.js";
import type { Client } from "./client.js";
import { credential, freshGrant } from "./credential.js";
import { callError, endedFor } from "./errors.js";
import type { Sdk, SdkAgent, SdkCall, SdkCredential } from "./sdk.js";
import { watchNetwork } from "./network.js";
import type { OwnSound } from "./own-sound.js";
import type { Peers } from "./peers.js";

export interface LineListener {
  /** A call to put our media into. */
  entered(call: SdkCall): void;
  /** The call entered last is gone. */
  exited(): void;
  changed(): void;
  ended(): void;
}

interface Place {
  readonly credential: SdkCredential;
  readonly agent: SdkAgent;
  readonly call: SdkCall;
}

export class Line {
  readonly #sdk: Sdk;
  readonly #client: Client;
  readonly #options: JoinOptions;
  readonly #listener: LineListener;
  readonly #sound: OwnSound;
  readonly #peers: Peers;
  readonly #leaving = new AbortController();
  #place: Place | null = null;
  #interrupted = false;

  constructor(
    sdk: Sdk,
    client: Client,
    options: JoinOptions,
    ours: { readonly sound: OwnSound; readonly peers: Peers },
    listener: LineListener,
  ) {
    this.#sdk = sdk;
    this.#client = client;
    this.#options = options;
    this.#sound = ours.sound;
    this.#peers = ours.peers;
    this.#listener = listener;
  }

  /** Whether we were in and, for now, are not. */
  get mending(): boolean {
    return !this.over && (this.#place === null || this.#interrupted || this.#place.call.state !== "Connected");
  }

  get over(): boolean {
    return this.#leaving.signal.aborted;
  }

  /** Takes the place for the first time. @throws CallError */
  async open(): Promise<void> {
    await this.#enter(this.#options.grant);
  }

  /** Gives the place up, for good. Never rejects. */
  async leave(): Promise<void> {
    if (this.over) return;
    this.#leaving.abort();
    await this.#exit();
  }

  async #enter(grant: CallGrant): Promise<void> {
    const place = await this.#take(grant);
    if (this.over) return void this.#giveUp(place);
    this.#place = place;
    this.#interrupted = false;
    const unwatch = watchNetwork(this.#sdk, place.call, (interrupted) => {
      this.#interrupted = interrupted;
      this.#listener.changed();
    });
    const stateChanged = (): void => {
      if (place.call.state === "Disconnected") {
        unwatch();
        place.call.off("stateChanged", stateChanged);
        if (!this.over && this.#place === place) void this.#mend(place.call.callEndReason);
      } else this.#listener.changed();
    };
    place.call.on("stateChanged", stateChanged);
    this.#listener.entered(place.call);
  }

  async #take(grant: CallGrant): Promise<Place> {
    const grants = (): Promise<CallGrant> => this.#grant();
    const token = credential(this.#sdk, grant.token, grants);
    let agent: SdkAgent | null = null;
    try {
      agent = await this.#client.agent(token, this.#leaving.signal);
      // Whoever left meanwhile opens nothing any more.
      if (this.over) throw gone();
      return { credential: token, agent, call: await this.#join(agent, grant.join.id) };
    } catch (error) {
      if (agent) await this.#client.dismiss(agent);
      token.dispose();
      throw callError(error);
    }
  }

  async #join(agent: SdkAgent, roomId: string): Promise<SdkCall> {
    let call: SdkCall | null = null;
    try {
      call = agent.join({ roomId }, { audioOptions: { muted: true, localAudioStreams: this.#sound.forJoining() } });
      await this.#connected(call);
      return call;
    } catch (error) {
      if (call && call.state !== "Disconnected") await call.hangUp().catch(() => undefined);
      const refusal = call?.callEndReason ?? error;
      if (!this.over && this.#sound.mayJoinWithout(refusal)) return this.#join(agent, roomId);
      throw error;
    }
  }

  /** A fresh grant; a refusal ends our part in the call. */
  async #grant(): Promise<CallGrant> {
    try {
      const grant = await freshGrant(this.#options, this.#leaving.signal);
      this.#peers.learn(grant);
      return grant;
    } catch (error) {
      this.#finish();
      throw error;
    }
  }

  #connected(call: SdkCall): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        if (call.state === "Connected") resolve();
        else if (call.state === "Disconnected") reject(joinError(call));
        else if (this.over) reject(gone());
        else return;
        call.off("stateChanged", settle);
        this.#leaving.signal.removeEventListener("abort", settle);
      };
      call.on("stateChanged", settle);
      this.#leaving.signal.addEventListener("abort", settle);
      settle();
    });
  }

  async #mend(reason: SdkCall["callEndReason"]): Promise<void> {
    await this.#exit();
    if (endedFor(reason) === "call_ended") this.#finish();
    for (let failures = 1; !this.over; failures++) {
      try {
        await this.#enter(await this.#grant());
        this.#listener.changed();
        return;
      } catch (error) {
        if (callError(error).code === "call_ended") this.#finish();
        else await pause(waitAfter(failures), this.#leaving.signal);
      }
    }
  }

  async #exit(): Promise<void> {
    const place = this.#place;
    this.#place = null;
    if (!place) return;
    this.#listener.exited();
    await this.#giveUp(place);
  }

  /** The token last: saying goodbye may need it. */
  async #giveUp({ call, agent, credential: token }: Place): Promise<void> {
    if (call.state !== "Disconnected") await call.hangUp().catch(() => undefined);
    await this.#client.dismiss(agent);
    token.dispose();
  }

  #finish(): void {
    if (this.over) return;
    this.#leaving.abort();
    void this.#exit();
    this.#listener.ended();
  }
}

function gone(): CallError {
  return new CallError("call_ended", "The call has ended.");
}

/** Why a call did not come about, by the reason that the service gave. */
function joinError({ callEndReason: reason }: SdkCall): CallError {
  const codes = `${String(reason?.code ?? 0)}/${String(reason?.subCode ?? 0)}`;
  return new CallError(endedFor(reason) ?? "network", `The call service did not let us in (${codes}).`);
}
