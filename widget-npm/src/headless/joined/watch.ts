/** Asks for the session's state again and again, and says what became of our place. */
import { MalformedAnswer } from "../../json-fields.js";
import { pause } from "../../patience.js";
import { Refusal } from "../api.js";
import { persist } from "../persist.js";
import type { EndReason } from "../phases.js";
import type { Session, SessionNews } from "./session.js";

export type Standing =
  { readonly place: "waiting" | "admitted" } | { readonly place: "over"; readonly reason: EndReason };

export interface WatchOptions {
  readonly signal: AbortSignal;
  /** How long until the next question. */
  everyMs(): number;
  /** Epoch milliseconds of the redemption. */
  readonly waitingSince: number;
  standing(standing: Standing): void;
  readonly away: (isAway: boolean) => void;
}

export interface Watch {
  /** Asks now rather than later. */
  hurry(): void;
}

/** The service turns people away after ten minutes in the lobby, in the same words as an operator. */
const LOBBY_MS = 9.8 * 60_000;

/** Watches until `signal` is aborted or the place is over. */
export function watch(session: Session, options: WatchOptions): Watch {
  let rest = new AbortController();
  let hurried = false;

  async function ask(): Promise<void> {
    for (;;) {
      const asked = Date.now();
      const standing = await askOnce(session, options);
      if (standing) options.standing(standing);
      if (standing?.place === "over") return;
      rest = new AbortController();
      // An answer that was held back has used its pause up.
      const restMs = hurried ? 0 : Math.max(0, options.everyMs() - (Date.now() - asked));
      hurried = false;
      await pause(restMs, AbortSignal.any([options.signal, rest.signal]));
      options.signal.throwIfAborted();
    }
  }

  ask().catch(() => undefined); // the signal's abort; nothing else gets out of askOnce
  return {
    hurry() {
      hurried = true;
      rest.abort();
    },
  };
}

async function askOnce(session: Session, options: WatchOptions): Promise<Standing | null> {
  try {
    return judge(await persist(() => session.news(), options), options.waitingSince);
  } catch (error) {
    options.signal.throwIfAborted();
    if (error instanceof Refusal && error.status === 429) {
      await pause(error.retryAfterMs ?? 0, options.signal);
      return null;
    }
    if (error instanceof MalformedAnswer) return null;
    return { place: "over", reason: "lost" };
  }
}

function judge({ callState, endReason, participantState }: SessionNews, waitingSince: number): Standing {
  const over = (reason: EndReason): Standing => ({ place: "over", reason });
  // Said by ourselves, perhaps before a reload; or by another customer, while we waited.
  if (endReason === "distrusted") return over(participantState === "left" ? "distrust" : "lost");
  if (callState === "ended") return over(endReason === "expired" ? "expired" : "operator");
  switch (participantState) {
    case "left":
      return over("left");
    case "turned_away":
      return over(Date.now() - waitingSince > LOBBY_MS ? "lobby_timeout" : "turned_away");
    default:
      return { place: participantState };
  }
}
