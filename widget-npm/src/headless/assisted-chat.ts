/** The whole journey as a store: phases to be shown, actions to be taken. No user interface. */
import type { Envelope } from "../calling/envelope.js";
import { createApi, Refusal } from "./api.js";
import { canShareTab } from "./can-share.js";
import { fetchConfig, USUAL, type WidgetConfig } from "./config.js";
import type { Joined } from "./joined/joined.js";
import { loadCalling, loadJoined } from "./later.js";
import { tabMemory, type Remembered } from "./memory.js";
import { dropKey, findKey, keepKey } from "./key-store.js";
import { holdAlone } from "./one-tab.js";
import { persist } from "./persist.js";
import type { ChatEvent, ChatPhase, EndReason, PinPhase } from "./phases.js";
import { PinEntry } from "./pin-entry.js";
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
  #letGo: () => void = () => undefined;

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
      if (this.getSnapshot().phase === "pin") void this.#pin.submit(typed);
    },
    editPin: () => this.#pin.edited(),
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
    distrust: () => this.#joined?.leave("distrust"),
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
    this.#phase.set(this.#pinPhase());
    this.#tell({ name: "opened" });
  }

  #close(): void {
    const { phase } = this.getSnapshot();
    if (phase !== "pin" && phase !== "ended") return;
    this.#pin.cancel();
    this.#phase.set(IDLE);
    this.#tell({ name: "closed" });
  }

  #showPin(): void {
    if (this.getSnapshot().phase === "pin") this.#phase.set(this.#pinPhase());
  }

  #pinPhase(): PinPhase {
    const { sending, trouble } = this.#pin;
    return { phase: "pin", digits: this.#config.pinDigits, sending, trouble, canShare: canShareTab() };
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
    this.#memory.remember(remembered);
    this.#phase.set({ ...this.#pinPhase(), sending: true });
    this.#tell({ name: "accepted", callId, participantId });
    const { signal } = this.#running;
    await keepKey(participantId, key.pair);
    await this.#join({ redemption, remembered, key }, signal);
  }

  async #return(remembered: Remembered, signal: AbortSignal): Promise<void> {
    this.#phase.set({ phase: "idle", returning: true });
    try {
      const pair = await findKey(remembered.participantId);
      if (!pair) throw new Error("The key of this place is gone.");
      const key = new ProofKey(pair);
      const redemption = await persist(() => resume(this.#api, key, remembered, signal), { signal });
      await this.#join({ redemption, remembered, key }, signal);
    } catch {
      if (signal.aborted) return;
      // The call ended while we were gone.
      this.#forget(remembered);
      this.#phase.set(IDLE);
    }
  }

  async #join({ redemption, remembered, key }: Entrance, signal: AbortSignal): Promise<void> {
    const letGo = await holdAlone(remembered.participantId, RELOAD_MS);
    if (signal.aborted) return letGo?.();
    if (!letGo) {
      this.#memory.forget();
      this.#phase.set({ phase: "ended", reason: "other_tab", operatorName: redemption.operatorName });
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
      ended: (reason) => this.#end(reason, redemption),
    });
  }

  #end(reason: EndReason, redemption: Redemption): void {
    const { callId, operatorName } = redemption;
    this.#joined = null;
    this.#forget(redemption);
    this.#letGo();
    this.#phase.set({ phase: "ended", reason, operatorName });
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
