/** This tab's picture, from the click that captures it to the call that carries it. */
import type { CallSession, CallSnapshot } from "../../calling/types.js";
import type { CaptureTrouble } from "../phases.js";
import type { Consents } from "./consents.js";
import type { LiveCall } from "./live-call.js";
import { OwnTab } from "./own-tab.js";

export interface SharingOptions {
  readonly live: LiveCall;
  readonly consents: Consents;
  /** Whether the picture flows as soon as there is a call, without a second click. */
  readonly automatic: boolean;
  /** Whether the picture need not wait for voices (`VoiceFirst`). */
  readonly mayFlow: () => boolean;
  /** Something to be shown changed. */
  readonly changed: () => void;
  readonly started: () => void;
  readonly stopped: () => void;
}

export class Sharing {
  readonly #options: SharingOptions;
  readonly #tab: OwnTab;
  #released: boolean;
  /** This tab's picture that the call was given. */
  #handed: MediaStream | null = null;
  /** The call has taken it. */
  #carried = false;
  /** The customer chose in the call service's own picker, and what they chose flows. */
  #picked = false;

  constructor(options: SharingOptions) {
    this.#options = options;
    this.#released = options.automatic;
    this.#tab = new OwnTab(options.changed, () => this.#withdraw());
  }

  get state(): { readonly captured: boolean; readonly trouble: CaptureTrouble | null; readonly asking: boolean } {
    const { stream, trouble, asking } = this.#tab;
    return { captured: stream !== null, trouble, asking };
  }

  /** The picture may flow. */
  get released(): boolean {
    return this.#released;
  }

  /** Call it first thing in a click. True when the tab is captured, and the service told so. */
  async capture(): Promise<boolean> {
    const captured = await this.#tab.capture();
    if (captured) this.#options.consents.note("screen", true);
    return captured;
  }

  /** Captures anew and lets the picture flow; call it first thing in a click. */
  async captureAndFlow(): Promise<void> {
    if (!(await this.capture())) return;
    this.#released = true;
    await this.#options.consents.told();
    await this.flow();
  }

  /** Opens the call service's own picker, where it takes no capture of ours; call it in a click. */
  async pick(): Promise<void> {
    const { live, consents, changed, started } = this.#options;
    if (!live.snapshot?.servicePicker) return;
    consents.note("screen", true);
    await consents.told();
    this.#picked = await live.attempt("sharing", async (call) => call.shareByServicePicker?.());
    if (this.#picked) started();
    else consents.note("screen", false);
    changed();
  }

  /**
   * The call changed: what was picked may have been stopped by the browser's own button, and this tab's
   * picture by the call service. Nothing is captured then of which nobody sees anything.
   */
  follow(call: CallSnapshot | null): void {
    const lostPicked = this.#picked && call?.servicePicker !== "sharing";
    const lostTab = this.#carried && call?.sharing === null;
    if (!lostPicked && !lostTab) return;
    this.#letGo();
    this.#withdraw();
  }

  /** The second click, where the service wants one. */
  async release(): Promise<void> {
    this.#released = true;
    await this.flow();
    this.#options.changed();
  }

  /** Hands the picture to the call, once there are both and it may flow. */
  async flow(): Promise<void> {
    const { stream } = this.#tab;
    const { live, consents, started, mayFlow } = this.#options;
    if (!stream || !this.#released || !mayFlow() || !live.joined || stream === this.#handed) return;
    this.#handed = stream;
    this.#carried = false;
    const flows = await live.attempt("sharing", (call) => shareOrNothing(call, stream));
    // Stopped meanwhile, or captured anew.
    if (this.#handed !== stream) return;
    if (flows) {
      this.#carried = true;
      started();
      this.follow(live.snapshot);
    } else {
      // Captured for nothing; perhaps this service has the customer choose by its own picker.
      this.#letGo();
      consents.note("screen", false);
    }
  }

  async stop(): Promise<void> {
    this.#letGo();
    this.#withdraw();
    await this.#options.live.attempt("sharing", (call) => call.stopSharing());
  }

  /** The customer goes on without. */
  decline(): void {
    this.#tab.forgetTrouble();
    this.#options.consents.note("screen", false);
  }

  /** Lets the capture go without a word: the place is given up, or the page goes away. */
  close(): void {
    this.#tab.stop();
  }

  #letGo(): void {
    this.#handed = null;
    this.#carried = this.#picked = false;
    this.#tab.stop();
  }

  #withdraw(): void {
    this.#handed = null;
    this.#carried = false;
    this.#options.consents.note("screen", false);
    this.#options.stopped();
    this.#options.changed();
  }
}

/** A call that could not take the picture is not left half sharing it. */
async function shareOrNothing(call: CallSession, stream: MediaStream): Promise<void> {
  try {
    await call.shareScreen(stream);
  } catch (error) {
    await call.stopSharing().catch(() => undefined);
    throw error;
  }
}
