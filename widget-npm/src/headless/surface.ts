/** The store as the page sees it. */
import type { Envelope } from "../calling/envelope.js";
import type { LoadCalling } from "./joined/live-call.js";
import type { ChatEvent, ChatPhase } from "./phases.js";

export interface AssistedChatOptions {
  /** The API's origin, e.g. `https://help.bank.example`; "" or absent for the page's own. */
  readonly apiUrl?: string;
  /** The widget's id at the service; "default" unless given. */
  readonly widget?: string;
  /** What the customer calls themselves, if the page knows; at most 40 characters. */
  readonly displayName?: string;
  /** Stands in for the browser's `fetch`. */
  readonly fetch?: typeof fetch;
  /** Brings the `./calling` door; by default its own chunk, once a code was accepted. */
  readonly loadCalling?: LoadCalling;
}

/** What a customer can do. An action that makes no sense in the present phase does nothing. */
export interface AssistedChatActions {
  /** Shows the code's field. */
  readonly open: () => void;
  /** Puts the code's field, or the word of the end, away. */
  readonly close: () => void;
  /** Tries a code as it was typed or pasted. */
  readonly submitPin: (typed: string) => void;
  /** The code's text changed. */
  readonly editPin: () => void;
  /**
   * Captures this tab and goes to the lobby; call it directly in a click handler.
   * @param textVersion - names the wording that was agreed to: letters, digits and `._-`, at most 40.
   */
  readonly shareAndJoin: (textVersion: string) => void;
  /** Goes to the lobby without sharing. */
  readonly joinWithVoice: (textVersion: string) => void;
  /** Captures this tab anew, in lobby or call; call it directly in a click handler. */
  readonly shareAgain: () => void;
  /**
   * Has the customer choose what to share in the call service's own picker, where `call.servicePicker`
   * offers it; call it directly in a click handler, after saying that anything can be chosen there.
   */
  readonly shareByServicePicker: () => void;
  /** Lets the captured picture flow, where the service wants a second click. */
  readonly release: () => void;
  readonly stopSharing: () => void;
  readonly setMicrophone: (on: boolean) => void;
  readonly setCamera: (on: boolean) => void;
  /** Tries again to join a call that could not be joined. */
  readonly joinAgain: () => void;
  readonly leave: () => void;
  /** Ends the call at once, as one that the customer does not trust. */
  readonly distrust: () => void;
}

/** Messages beside the call, over its data channel; never stored. */
export interface ChatMessages {
  /** False when nobody can hear it. */
  readonly send: (type: string, body: unknown) => boolean;
  readonly subscribe: (listener: (message: Envelope) => void) => () => void;
}

export interface AssistedChat {
  readonly getSnapshot: () => ChatPhase;
  /** Returns how to stop. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Hears every event; returns how to stop. */
  readonly onEvent: (listener: (event: ChatEvent) => void) => () => void;
  readonly actions: AssistedChatActions;
  readonly messages: ChatMessages;
  /** 0..1, the loudness of the customer's microphone now. */
  readonly microphoneLevel: () => number;
  /**
   * Begins; comes back into a call that was open before a reload. Returns how to stop everything,
   * after which it may be started again.
   */
  readonly start: () => () => void;
}
