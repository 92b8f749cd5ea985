/** The screen that we share: the page's capture, or, where the resource refuses that, what the SDK's picker captured. */
import type { LocalVideoStream } from "@azure/communication-calling";
import { CallError, type CallSnapshot } from "../types.js";
import { callError, refusesOwnStreams } from "./errors.js";
import type { Sdk, SdkCall } from "./sdk.js";
import { beforeShowingLess } from "./shared-track.js";

type State = Pick<CallSnapshot, "sharing" | "servicePicker">;

export class OwnScreen {
  readonly #sdk: Sdk;
  readonly #changed: () => void;
  #call: SdkCall | null = null;
  #state: State = { sharing: null };
  #sent: LocalVideoStream | null = null;
  #letGo: () => void = () => undefined;
  /** Settles, and never rejects, when the SDK has begun to share or failed to. */
  #starting: Promise<unknown> = Promise.resolve();

  constructor(sdk: Sdk, changed: () => void) {
    this.#sdk = sdk;
    this.#changed = changed;
  }

  get state(): State {
    return this.#state;
  }

  /** A call to share in; what was shared in the one before goes on, if it is the page's. */
  async enter(call: SdkCall): Promise<void> {
    this.#call = call;
    call.on("isScreenSharingOnChanged", this.#onChanged);
    const { sharing } = this.#state;
    if (sharing) await this.#start(call, sharing);
  }

  /** The call is gone. */
  exit(): void {
    this.#call?.off("isScreenSharingOnChanged", this.#onChanged);
    this.#call = null;
    this.#disposeCopy();
    // Only the person can open the picker again.
    if (this.#state.servicePicker === "sharing") this.#set({ sharing: null, servicePicker: "offered" });
  }

  /** @throws CallError `unsupported` where the resource refuses the page's capture; nothing is shared then. */
  async share(stream: MediaStream): Promise<void> {
    const track = stream.getVideoTracks()[0];
    if (track?.readyState !== "live") {
      throw new CallError("failed", "There is no live picture in the stream to be shared.");
    }
    await this.stop();
    // Text must stay legible; a moment's lower frame rate is the lesser harm.
    track.contentHint = "detail";
    const ended = (): void => void this.stop().catch(() => undefined);
    track.addEventListener("ended", ended, { once: true });
    const unguard = beforeShowingLess(track, () => this.stop());
    this.#letGo = () => {
      track.removeEventListener("ended", ended);
      unguard();
    };
    this.#set({ ...this.#state, sharing: stream });
    if (this.#call) await this.#start(this.#call, stream);
  }

  /** Opens the SDK's own picker, for a person who asked for it: any tab, window or screen may be picked there. */
  async pick(): Promise<void> {
    if (!this.#call) throw new CallError("network", "The call is interrupted.");
    await this.stop();
    try {
      await this.#call.startScreenSharing();
    } catch (error) {
      throw callError(error);
    }
    this.#set({ sharing: null, servicePicker: "sharing" });
  }

  /** Resolves once nothing is sent any more, even if sharing was only just beginning. */
  async stop(): Promise<void> {
    const call = this.#call;
    const { servicePicker } = this.#state;
    this.#release({ sharing: null, ...(servicePicker ? { servicePicker: "offered" as const } : {}) });
    await this.#starting;
    try {
      if (call?.isScreenSharingOn === true) await call.stopScreenSharing();
    } catch (error) {
      if (call?.state === "Connected") throw callError(error);
    } finally {
      this.#disposeCopy();
    }
  }

  #start(call: SdkCall, stream: MediaStream): Promise<void> {
    const started = this.#begin(call, stream);
    this.#starting = started.catch(() => undefined);
    return started;
  }

  async #begin(call: SdkCall, stream: MediaStream): Promise<void> {
    this.#disposeCopy();
    this.#sent = new this.#sdk.LocalVideoStream(stream);
    try {
      await call.startScreenSharing(this.#sent);
    } catch (error) {
      // Whoever stopped it meanwhile waits for this, and clears up.
      if (this.#state.sharing !== stream || this.#call !== call) return;
      this.#release({ sharing: null, ...(refusesOwnStreams(error) ? { servicePicker: "offered" as const } : {}) });
      this.#disposeCopy();
      throw callError(error);
    }
  }

  #release(state: State): void {
    this.#letGo();
    this.#letGo = () => undefined;
    this.#set(state);
  }

  /** The service stopped it: somebody else began to share, or the picker's capture ended. */
  #onChanged = (): void => {
    if (this.#call?.isScreenSharingOn !== false) return;
    if (this.#state.sharing !== null || this.#state.servicePicker === "sharing") {
      void this.stop().catch(() => undefined);
    }
  };

  #disposeCopy(): void {
    this.#sent?.dispose();
    this.#sent = null;
  }

  #set(state: State): void {
    this.#state = state;
    this.#changed();
  }
}
