/**
 * From the accepted code to the end: consent, lobby, call. Shows the phase that follows from what is
 * known (`phaseOf`); whatever happens only changes what is known.
 */
import type { Envelope } from "../../calling/envelope.js";
import type { Api } from "../api.js";
import type { WidgetConfig } from "../config.js";
import { persist } from "../persist.js";
import type { Remembered } from "../memory.js";
import type { Alarm, ChatEvent, ChatPhase, EndReason } from "../phases.js";
import type { ProofKey } from "../proof-key.js";
import type { Redemption } from "../redemption.js";
import { Consents } from "./consents.js";
import { Interruption } from "./interruption.js";
import { LiveCall, type LoadCalling } from "./live-call.js";
import { OwnVoice } from "./own-voice.js";
import { phaseOf } from "./phase-of.js";
import { Session } from "./session.js";
import { Sharing } from "./sharing.js";
import { VoiceFirst } from "./voice-first.js";
import { watch, type Standing, type Watch } from "./watch.js";

export interface JoinedOptions {
  readonly api: Api;
  readonly redemption: Redemption;
  readonly remembered: Remembered;
  /** The key that the place belongs to. */
  readonly key: ProofKey;
  readonly config: WidgetConfig;
  readonly loadCalling: LoadCalling;
  show(phase: ChatPhase): void;
  tell(event: ChatEvent): void;
  message(message: Envelope): void;
  remember(what: Remembered): void;
  /** It is over: the place is given up and everything is stopped. */
  ended(reason: EndReason, alarm: Alarm): void;
  /** After the end: what became of telling the bank that the customer does not trust the call. */
  alarm(alarm: Alarm): void;
}

const WAITING_MS = 1_000;
const CALLING_MS = 5_000;
const FAREWELL_MS = 60_000;

export class Joined {
  readonly #options: JoinedOptions;
  readonly #living = new AbortController();
  readonly #session: Session;
  readonly #voice = new OwnVoice();
  readonly #consents: Consents;
  readonly #live: LiveCall;
  readonly #sharing: Sharing;
  readonly #voiceFirst: VoiceFirst;
  readonly #interruption: Interruption;
  readonly #watch: Watch;
  #remembered: Remembered;
  /** Whether we came back, and have not agreed to anything anew since. */
  readonly #returned: boolean;
  readonly #matchCode: string;
  #admitted = false;
  #met = false;
  #operatorHeard = false;
  #peerWasPresent = false;
  #askingForMicrophone = false;
  #over = false;
  #endedBy: EndReason | null = null;

  constructor(options: JoinedOptions) {
    const { api, redemption, remembered, key, config } = options;
    this.#options = options;
    this.#remembered = remembered;
    this.#returned = remembered.agreedTo !== null;
    this.#matchCode = redemption.matchCode;
    const living = this.#living.signal;
    this.#session = new Session(api, key, redemption, living);
    this.#consents = new Consents({
      session: this.#session,
      living,
      textVersion: remembered.agreedTo ?? "",
      granted: remembered.granted,
      changed: (granted) => this.#remember({ granted }),
    });
    this.#live = new LiveCall({
      session: this.#session,
      load: options.loadCalling,
      living,
      changed: () => this.#callChanged(),
      message: (message) => options.message(message),
    });
    this.#sharing = new Sharing({
      live: this.#live,
      consents: this.#consents,
      automatic: config.release === "automatic",
      mayFlow: () => this.#voiceFirst.met,
      changed: () => this.#show(),
      started: () => this.#tellInCall("sharing-started"),
      stopped: () => this.#tellInCall("sharing-stopped"),
    });
    this.#voiceFirst = new VoiceFirst({
      askingForMicrophone: () => this.#askingForMicrophone,
      met: () => void this.#sharing.flow().then(() => this.#show()),
    });
    this.#interruption = new Interruption((isInterrupted) => this.#interrupted(isInterrupted));
    this.#consents.withdrawPictures();
    if (this.#returned && redemption.state === "waiting") void this.#takeMicrophone();
    if (redemption.state === "admitted") this.#admit();
    this.#watch = watch(this.#session, {
      signal: living,
      everyMs: () => (this.#inCall ? CALLING_MS : WAITING_MS),
      waitingSince: remembered.redeemedAt,
      standing: (standing) => this.#stand(standing),
      away: (isAway) => this.#interruption.service(isAway),
    });
    this.#show();
    // Fetched while the operator still asks for the number; `join` says so if it cannot be had.
    options.loadCalling().catch(() => undefined);
  }

  /** Call it first thing in a click. */
  async shareAndJoin(textVersion: string): Promise<void> {
    const capturing = this.#sharing.capture();
    this.#consents.wordedAs(textVersion);
    if ((await capturing) && !this.#over) await this.#agree(textVersion);
  }

  async joinWithVoice(textVersion: string): Promise<void> {
    this.#consents.wordedAs(textVersion);
    this.#sharing.decline();
    await this.#agree(textVersion);
  }

  /** In lobby or call; call it first thing in a click. */
  async shareAgain(): Promise<void> {
    await this.#sharing.captureAndFlow();
  }

  /** In the call, where its service takes no capture of ours; call it in a click. */
  async shareByServicePicker(): Promise<void> {
    await this.#sharing.pick();
  }

  /** The click that shows the tab now: where the service wants a second one, or before there is a voice. */
  async release(): Promise<void> {
    this.#voiceFirst.insist();
    await this.#sharing.release();
  }

  async stopSharing(): Promise<void> {
    await this.#sharing.stop();
  }

  async setMicrophone(on: boolean): Promise<void> {
    const done = await this.#live.attempt("microphone", (call) => call.setMicrophone(on));
    if (done && on) this.#consents.note("microphone", true);
  }

  async setCamera(on: boolean): Promise<void> {
    const done = await this.#live.attempt("camera", (call) => call.setCamera(on));
    if (done) this.#consents.note("camera", on);
  }

  /** Joining failed; once more, at once. */
  async joinAgain(): Promise<void> {
    if (this.#admitted && !this.#live.joined && !this.#live.hurry()) await this.#join();
  }

  microphoneLevel(): number {
    return this.#live.microphoneLevel();
  }

  send(type: string, body: unknown): boolean {
    return this.#live.send(type, body);
  }

  /** Gives the place up; everything of ours stops before this returns. */
  leave(reason: "left" | "distrust"): void {
    // An operator who hung up quickly is told of all the same.
    const hungUpOn = reason === "distrust" && this.#endedBy === "operator";
    if (this.#over && !hungUpOn) return;
    const { callId } = this.#session;
    if (reason === "distrust") this.#options.tell({ name: "distrusted", callId });
    if (hungUpOn) this.#options.ended(reason, "telling");
    else this.#end(reason);
    this.#endedBy = reason;
    void this.#farewell(reason);
  }

  async #farewell(reason: "left" | "distrust"): Promise<void> {
    const distrust = reason === "distrust";
    try {
      const patience = { signal: AbortSignal.timeout(FAREWELL_MS) };
      await persist(() => this.#session.leave(distrust ? reason : null), patience);
      if (distrust) this.#options.alarm("told");
    } catch {
      if (distrust) this.#options.alarm("failed");
    }
  }

  /** Stops everything but keeps the place: the page goes away or takes the widget out. */
  dispose(): void {
    this.#over = true;
    this.#living.abort();
    void this.#live.leave();
    this.#sharing.close();
    this.#voice.close();
    this.#voiceFirst.close();
    this.#interruption.close();
  }

  get #inCall(): boolean {
    return this.#admitted && this.#remembered.agreedTo !== null;
  }

  async #agree(textVersion: string): Promise<void> {
    this.#remember({ agreedTo: textVersion });
    this.#options.tell({ name: "waiting", callId: this.#session.callId });
    this.#show();
    this.#live.prepare();
    if (this.#admitted) void this.#join();
    await this.#takeMicrophone();
    this.#consents.note("microphone", this.#voice.readiness === "ready");
  }

  async #takeMicrophone(): Promise<void> {
    this.#askingForMicrophone = true;
    await this.#voice.ask();
    this.#askingForMicrophone = false;
    this.#voiceFirst.follow(this.#live.snapshot);
    this.#show();
    if (!this.#inCall || !this.#voice.stream) return;
    // Let in while the browser still asked: the call began without a microphone and opens its own.
    this.#voice.stop();
    await this.#live.join(null);
    await this.setMicrophone(true);
  }

  #stand(standing: Standing): void {
    if (this.#remembered.agreedTo !== null) this.#live.prepare();
    if (standing.place === "over") this.#end(standing.reason);
    else if (standing.place === "admitted" && !this.#admitted) {
      this.#admit();
      this.#show();
    }
  }

  #admit(): void {
    this.#admitted = true;
    if (this.#remembered.admittedAt === null) this.#remember({ admittedAt: Date.now() });
    if (this.#inCall) void this.#join();
  }

  async #join(): Promise<void> {
    // After a reload the call service asks for the microphone itself, and need not wait for the answer.
    const { stream, readiness } = this.#voice;
    await this.#live.join(this.#returned && readiness === "absent" ? undefined : stream);
    if (!this.#live.joined || this.#over) return;
    this.#options.tell({ name: "joined", callId: this.#session.callId, returned: this.#returned });
    await this.#sharing.flow();
  }

  #callChanged(): void {
    const { snapshot } = this.#live;
    this.#met ||= snapshot?.connection === "connected";
    // A call service that cannot tell says nothing.
    this.#operatorHeard ||= snapshot?.peerPresent === true && snapshot.peerHeard !== false;
    this.#sharing.follow(snapshot);
    if (!this.#over) this.#voiceFirst.follow(snapshot);
    this.#interruption.line(snapshot?.connection === "reconnecting");
    // Only the service can say why the line is closed, or why nobody is at the other end any more.
    const lost = this.#peerWasPresent && snapshot?.peerPresent === false;
    this.#peerWasPresent = snapshot?.peerPresent ?? false;
    if (snapshot?.connection === "disconnected" || lost) this.#watch.hurry();
    this.#show();
  }

  #interrupted(isInterrupted: boolean): void {
    this.#tellInCall(isInterrupted ? "interrupted" : "resumed");
    this.#show();
  }

  #tellInCall(name: "sharing-started" | "sharing-stopped" | "interrupted" | "resumed"): void {
    if (this.#inCall && !this.#over) this.#options.tell({ name, callId: this.#session.callId });
  }

  #end(reason: EndReason): void {
    if (this.#over) return;
    this.dispose();
    this.#endedBy = reason;
    const mayTell = reason === "operator" && this.#inCall;
    this.#options.ended(reason, reason === "distrust" ? "telling" : mayTell ? "possible" : null);
  }

  #remember(change: Partial<Remembered>): void {
    this.#remembered = { ...this.#remembered, ...change };
    this.#options.remember(this.#remembered);
  }

  #show(): void {
    if (this.#over) return;
    this.#options.show(
      phaseOf({
        operatorName: this.#session.operatorName,
        matchCode: this.#matchCode,
        decided: this.#remembered.agreedTo !== null,
        admittedAt: this.#admitted ? this.#remembered.admittedAt : null,
        tab: this.#sharing.state,
        microphone: this.#voice.readiness,
        released: this.#sharing.released,
        heard: this.#voiceFirst.met,
        returned: this.#returned,
        met: this.#met,
        operatorHeard: this.#operatorHeard,
        joining: this.#live.trying,
        call: this.#live.snapshot,
        callTrouble: this.#live.trouble,
        interruptedSince: this.#interruption.since,
      }),
    );
  }
}
