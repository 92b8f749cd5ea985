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

  async stop(): Promise<void> {
    const call = this.#call;
    this.#letGo();
    this.#letGo = () => undefined;
    const { servicePicker } = this.#state;
    this.#set({ sharing: null, ...(servicePicker ? { servicePicker: "offered" as const } : {}) });
    try {
      if (call?.isScreenSharingOn === true) await call.stopScreenSharing();
    } catch (error) {
      if (call?.state === "Connected") throw callError(error);
    } finally {
      this.#disposeCopy();
    }
  }

  async #start(call: SdkCall, stream: MediaStream): Promise<void> {
    this.#disposeCopy();
    this.#sent = new this.#sdk.LocalVideoStream(stream);
    try {
      await call.startScreenSharing(this.#sent);
    } catch (error) {
      if (this.#state.sharing !== stream || this.#call !== call) return;
      await this.stop().catch(() => undefined);
      if (refusesOwnStreams(error)) this.#set({ sharing: null, servicePicker: "offered" });
      throw callError(error);
    }
    // Stopped while it was starting.
    if (this.#state.sharing !== stream && call.isScreenSharingOn) await call.stopScreenSharing();
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
