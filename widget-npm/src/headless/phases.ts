/** Where the journey stands: one object per phase, each with what that phase knows and nothing else. */
import type { CallErrorCode, CallSnapshot } from "../calling/types.js";

/** Nothing is open. */
export interface IdlePhase {
  readonly phase: "idle";
  /** A call from before a reload is being found again. */
  readonly returning: boolean;
}

/** Why a code was not taken. */
export type PinTrouble =
  /** The digits cannot be right; nothing was sent. */
  | { readonly kind: "mistyped" }
  /** The service does not accept this code. */
  | { readonly kind: "refused" }
  /** Too many wrong codes from here; `until` (epoch milliseconds) says when to try again. */
  | { readonly kind: "too_many"; readonly until: number }
  /** The service does not answer; we go on trying by ourselves. */
  | { readonly kind: "away" }
  /** Something that trying again will not mend by itself. */
  | { readonly kind: "failed" };

/** The customer types the code that the operator reads out. */
export interface PinPhase {
  readonly phase: "pin";
  /** How many digits the code has. */
  readonly digits: number;
  readonly sending: boolean;
  readonly trouble: PinTrouble | null;
  /** False in browsers that cannot share just this tab. */
  readonly canShare: boolean;
}

/** Why the tab is not being captured. */
export type CaptureTrouble = "denied" | "other_surface" | "failed";

/** The code was accepted; the customer decides what to share. */
export interface ConsentPhase {
  readonly phase: "consent";
  readonly operatorName: string;
  readonly canShare: boolean;
  /** The browser's own question is open. */
  readonly asking: boolean;
  readonly trouble: CaptureTrouble | null;
}

/** What became of the microphone before the call. */
export type MicrophoneReadiness = "ready" | "denied" | "absent";

/** Waiting to be let in; nothing leaves the browser. */
export interface LobbyPhase {
  readonly phase: "lobby";
  readonly operatorName: string;
  /** Two digits that the customer reads out. */
  readonly matchCode: string;
  readonly canShare: boolean;
  /** The tab is captured and will be shared after admission. */
  readonly captured: boolean;
  readonly microphone: MicrophoneReadiness;
  readonly trouble: CaptureTrouble | null;
  /** The service does not answer; we go on trying by ourselves. */
  readonly away: boolean;
}

/** Why a call could not be joined or a device used; joining is tried again by itself after `network`. */
export interface CallTrouble {
  readonly about: "joining" | "microphone" | "camera" | "sharing";
  readonly code: CallErrorCode | CaptureTrouble;
}

/** In the call. */
export interface CallPhase {
  readonly phase: "call";
  readonly operatorName: string;
  /** Epoch milliseconds of the admission. */
  readonly since: number;
  readonly canShare: boolean;
  /** The tab is captured; it is shared once `call.sharing` is set too. */
  readonly captured: boolean;
  /** The call service is being joined at this moment, for the first time or again. */
  readonly joining: boolean;
  /** The service wants a second click before the picture flows. */
  readonly awaitsRelease: boolean;
  /** The picture is held until both could hear each other here. */
  readonly awaitsVoice: boolean;
  /** The page was reloaded in mid-call. */
  readonly returned: boolean;
  /** Customer and operator have been connected at least once. */
  readonly met: boolean;
  /** The operator's voice has come in here at least once; before that the phone is still needed. */
  readonly operatorHeard: boolean;
  /** Null until the call service was joined. */
  readonly call: CallSnapshot | null;
  /** Epoch milliseconds since when the connection is interrupted, or null. */
  readonly interruptedSince: number | null;
  readonly trouble: CallTrouble | null;
}

/** Why it is over. */
export type EndReason =
  | "operator"
  | "expired"
  | "left"
  | "turned_away"
  | "lobby_timeout"
  | "distrust"
  /** The same call is open in another tab of this browser. */
  | "other_tab"
  /** The service no longer knows us. */
  | "lost";

/**
 * How it stands with telling the bank that the customer does not trust the call: they may still say so (the operator
 * has just ended it), it is being told, it was, or it could not be; null: it is not about that.
 */
export type Alarm = "possible" | "telling" | "told" | "failed" | null;

export interface EndedPhase {
  readonly phase: "ended";
  readonly reason: EndReason;
  readonly alarm: Alarm;
  /** Empty when nobody was met. */
  readonly operatorName: string;
}

export type ChatPhase = IdlePhase | PinPhase | ConsentPhase | LobbyPhase | CallPhase | EndedPhase;

/** What is told to the page, as `assisted-chat:<name>`; never a code, a key or a token. */
export type ChatEvent =
  | { readonly name: "opened" }
  | { readonly name: "closed" }
  | { readonly name: "accepted"; readonly callId: string; readonly participantId: string }
  | { readonly name: "waiting"; readonly callId: string }
  | { readonly name: "joined"; readonly callId: string; readonly returned: boolean }
  | { readonly name: "sharing-started"; readonly callId: string }
  | { readonly name: "sharing-stopped"; readonly callId: string }
  | { readonly name: "interrupted"; readonly callId: string }
  | { readonly name: "resumed"; readonly callId: string }
  | { readonly name: "distrusted"; readonly callId: string }
  | { readonly name: "ended"; readonly callId: string; readonly reason: EndReason }
  | { readonly name: "error"; readonly code: string };
