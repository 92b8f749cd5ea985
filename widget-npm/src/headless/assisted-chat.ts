/** The whole journey as a store: phases to be shown, actions to be taken. No user interface. */
import type { Envelope } from "../calling/envelope.js";
import { pause } from "../patience.js";
import { createApi, Refusal } from "./api.js";
import { canShareTab } from "./can-share.js";
import { fetchConfig, USUAL, type WidgetConfig } from "./config.js";
import type { Joined } from "./joined/joined.js";
import { loadCalling, loadJoined } from "./later.js";
import { tabMemory, type Remembered } from "./memory.js";
import { dropKey, findKey, keepKey } from "./key-store.js";
import { holdAlone } from "./one-tab.js";
import { persist } from "./persist.js";
import type { Alarm, ChatEvent, ChatPhase, EndReason, PinPhase } from "./phases.js";
import { PinEntry, UNTOLD_WAIT_MS } from "./pin-entry.js";
import { ProofKey } from "./proof-key.js";
import { resume, type Place, type Redemption } from "./redemption.js";
import { createStore } from "./store.js";
import type { AssistedChat, AssistedChatActions, AssistedChatOptions, ChatMessages } from "./surface.js";

const IDLE: ChatPhase = { phase: "idle", returning: false };
/** How long a page that is being reloaded may take to let go of its place. */
const RELOAD_MS = 3_000;

/** Makes the store; nothing happens before `start`. */
export function createAssistedChat(options: AssistedChatOptions = {}): AssistedChat {
  return new Chat(options);
}

/** What it takes to go in. */
interface Entrance {
  readonly redemption: Redemption;
  readonly remembered: Remembered;
  readonly key: ProofKey;
}

class Chat implements AssistedChat {
  readonly #options: AssistedChatOptions;
  readonly #api;
  readonly #widget: string;
  readonly #memory;
  readonly #phase = createStore<ChatPhase>(IDLE);
  readonly #pin: PinEntry;
  readonly #eventListeners = new Set<(event: ChatEvent) => void>();
  readonly #messageListeners = new Set<(message: Envelope) => void>();
  #config: WidgetConfig = USUAL;
  #running = new AbortController();
  #joined: Joined | null = null;
  /** The call that is over and not yet closed: whoever was in it may still say that they do not trust it. */
  #past: Joined | null = null;
  #letGo: () => void = () => undefined;
  /** A code was accepted and its place is not shown yet: what was typed is over, and nothing is typed any more. */
  #entering = false;

  constructor(options: AssistedChatOptions) {
    this.#options = options;
    this.#api = createApi(options.apiUrl ?? "", options.fetch);
    this.#widget = options.widget ?? "default";
    this.#memory = tabMemory(this.#widget);
    this.#pin = new PinEntry({
      api: this.#api,
      widget: this.#widget,
      displayName: options.displayName,
      digits: () => this.#config.pinDigits,
      changed: () => this.#showPin(),
      accepted: (redemption, key) => {
        this.#accept(redemption, key).catch(() => undefined); // stopped meanwhile
      },
    });
  }

  getSnapshot = (): ChatPhase => this.#phase.get();
  subscribe = (listener: () => void): (() => void) => this.#phase.subscribe(listener);

  onEvent = (listener: (event: ChatEvent) => void): (() => void) => {
    this.#eventListeners.add(listener);
    return () => void this.#eventListeners.delete(listener);
  };

  microphoneLevel = (): number => this.#joined?.microphoneLevel() ?? 0;

  readonly messages: ChatMessages = {
    send: (type, body) => this.#joined?.send(type, body) ?? false,
    subscribe: (listener) => {
      this.#messageListeners.add(listener);
      return () => void this.#messageListeners.delete(listener);
    },
  };

  readonly actions: AssistedChatActions = {
    open: () => this.#open(),
    close: () => this.#close(),
    submitPin: (typed) => {
      if (this.getSnapshot().phase === "pin" && !this.#entering) void this.#pin.submit(typed);
    },
    editPin: () => {
      if (!this.#entering) this.#pin.edited();
    },
    shareAndJoin: (textVersion) => void this.#joined?.shareAndJoin(textVersion),
    joinWithVoice: (textVersion) => void this.#joined?.joinWithVoice(textVersion),
    shareAgain: () => void this.#joined?.shareAgain(),
    shareByServicePicker: () => void this.#joined?.shareByServicePicker(),
    release: () => void this.#joined?.release(),
    stopSharing: () => void this.#joined?.stopSharing(),
    setMicrophone: (on) => void this.#joined?.setMicrophone(on),
    setCamera: (on) => void this.#joined?.setCamera(on),
    joinAgain: () => void this.#joined?.joinAgain(),
    leave: () => this.#joined?.leave("left"),
    distrust: () => (this.#joined ?? this.#past)?.leave("distrust"),
  };

  start = (): (() => void) => {
    const running = (this.#running = new AbortController());
    void this.#fetchConfig(running.signal);
    const remembered = this.#memory.recall();
    if (remembered) void this.#return(remembered, running.signal);
    return () => {
      running.abort();
      this.#pin.cancel();
      this.#joined?.dispose();
      this.#joined = null;
      this.#letGo();
      this.#phase.set(IDLE);
    };
  };

  #open(): void {
    const now = this.getSnapshot();
    if (now.phase !== "ended" && (now.phase !== "idle" || now.returning)) return;
    this.#past = null;
    this.#phase.set(this.#pinPhase());
    this.#tell({ name: "opened" });
  }

  #close(): void {
    const { phase } = this.getSnapshot();
    if ((phase !== "pin" && phase !== "ended") || this.#entering) return;
    this.#pin.cancel();
    this.#past = null;
    this.#phase.set(IDLE);
    this.#tell({ name: "closed" });
  }

  #showPin(): void {
    if (this.getSnapshot().phase === "pin") this.#phase.set(this.#pinPhase());
  }

  #pinPhase(): PinPhase {
    const { sending, trouble } = this.#pin;
    const { pinDigits: digits } = this.#config;
    return { phase: "pin", digits, sending: sending || this.#entering, trouble, canShare: canShareTab() };
  }

  async #fetchConfig(signal: AbortSignal): Promise<void> {
    try {
      this.#config = await persist(() => fetchConfig(this.#api, this.#widget, signal), { signal });
      this.#showPin();
    } catch (error) {
      if (signal.aborted) return;
      const code = error instanceof Refusal ? error.code : "failed";
      console.error(`assisted-chat: the widget "${this.#widget}" is not set up at the service (${code}).`);
      this.#tell({ name: "error", code });
    }
  }

  async #accept(redemption: Redemption, key: ProofKey): Promise<void> {
    const { callId, participantId } = redemption;
    const remembered = {
      ...{ callId, participantId },
      ...{ redeemedAt: Date.now(), admittedAt: null, agreedTo: null, granted: [] },
    };
    const { signal } = this.#running;
    this.#entering = true;
    try {
      this.#memory.remember(remembered);
      this.#showPin();
      this.#tell({ name: "accepted", callId, participantId });
      await keepKey(participantId, key.pair);
      await this.#join({ redemption, remembered, key }, signal);
    } finally {
      this.#entering = false;
    }
  }

  async #return(remembered: Remembered, signal: AbortSignal): Promise<void> {
    this.#phase.set({ phase: "idle", returning: true });
    try {
      const pair = await findKey(remembered.participantId);
      // Where nothing is kept, or nothing answers, another page load may fare better.
      if (pair) await this.#comeBack(remembered, new ProofKey(pair), signal);
    } catch (error) {
      // The call ended while we were gone; anything else may be mended by the next reload.
      if (error instanceof Refusal && error.code === "pin_rejected") this.#forget(remembered);
    }
    if (!signal.aborted && this.getSnapshot().phase === "idle") this.#phase.set(IDLE);
  }

  async #comeBack(remembered: Remembered, key: ProofKey, signal: AbortSignal): Promise<void> {
    for (;;) {
      try {
        const redemption = await persist(() => resume(this.#api, key, remembered, signal), { signal });
        await this.#join({ redemption, remembered, key }, signal);
        return;
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 429) throw error;
        await pause(error.retryAfterMs ?? UNTOLD_WAIT_MS, signal);
        signal.throwIfAborted();
      }
    }
  }

  async #join({ redemption, remembered, key }: Entrance, signal: AbortSignal): Promise<void> {
    const letGo = await holdAlone(remembered.participantId, RELOAD_MS);
    if (signal.aborted) return letGo?.();
    if (!letGo) {
      this.#memory.forget();
      const { operatorName } = redemption;
      this.#phase.set({ phase: "ended", reason: "other_tab", alarm: null, operatorName });
      return;
    }
    this.#letGo = letGo;
    const { Joined } = await persist(loadJoined, { signal });
    this.#joined = new Joined({
      api: this.#api,
      config: this.#config,
      redemption,
      remembered,
      key,
      loadCalling: this.#options.loadCalling ?? loadCalling,
      show: (phase) => this.#phase.set(phase),
      tell: (event) => this.#tell(event),
      message: (message) => {
        for (const listener of this.#messageListeners) listener(message);
      },
      remember: (what) => this.#memory.remember(what),
      ended: (reason, alarm) => this.#end(reason, alarm, redemption),
      alarm: (alarm) => {
        const now = this.getSnapshot();
        if (now.phase === "ended" && now.reason === "distrust") this.#phase.set({ ...now, alarm });
      },
    });
  }

  #end(reason: EndReason, alarm: Alarm, redemption: Redemption): void {
    const { callId, operatorName } = redemption;
    this.#past = this.#joined ?? this.#past;
    this.#joined = null;
    this.#forget(redemption);
    this.#letGo();
    this.#phase.set({ phase: "ended", reason, alarm, operatorName });
    this.#tell({ name: "ended", callId, reason });
  }

  #forget({ participantId }: Place): void {
    this.#memory.forget();
    void dropKey(participantId);
  }

  #tell(event: ChatEvent): void {
    for (const listener of [...this.#eventListeners]) listener(event);
  }
}
