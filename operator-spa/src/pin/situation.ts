import type { CallDetail } from "../wire/shapes";
import type { PinInHand } from "./pin-desk";

/** What the operator should see of the call's PIN. */
export type PinSituation =
  | { readonly kind: "live"; readonly pin: PinInHand }
  /** It works, but this page was not the one that was shown it. */
  | { readonly kind: "hidden"; readonly expiresAt: number }
  /** Nobody is waiting or in the call any more. */
  | { readonly kind: "used"; readonly by: Departure }
  | { readonly kind: "none" | "expired" | "burnt" | "exhausted" };

/** Who used the PIN last, and is gone; "somebody-else": they had other numbers than the voice on the phone read out. */
export type Departure = "left" | "turned-away" | "somebody-else" | "nobody";

/** The service's seconds and ours may be cut differently. */
const GRAIN_MS = 2_000;

/**
 * Puts together what the service said as of `asOf` and what this page holds. A PIN made later
 * is newer than that answer and wins. All times are the service's, in milliseconds.
 */
export function pinSituation(
  call: Pick<CallDetail, "pin" | "participants">,
  inHand: PinInHand | null,
  asOf: number,
  now: number,
): PinSituation {
  if (inHand !== null && inHand.issuedAt >= asOf) return unlessOver(inHand, now);
  const { state, expires_at } = call.pin;
  if (state === "used") return { kind: "used", by: lastDeparture(call) };
  if (state !== "live") return { kind: state };
  const expiresAt = expires_at === null ? now : Date.parse(expires_at);
  // A later end than ours means that another page has made another PIN since.
  if (inHand !== null && expiresAt <= inHand.expiresAt + GRAIN_MS) return unlessOver(inHand, now);
  return now < expiresAt ? { kind: "hidden", expiresAt } : { kind: "expired" };
}

function unlessOver(pin: PinInHand, now: number): PinSituation {
  return now < pin.expiresAt ? { kind: "live", pin } : { kind: "expired" };
}

function lastDeparture({ participants }: Pick<CallDetail, "participants">): Departure {
  const latest = [...participants].sort((a, b) => Date.parse(b.redeemed_at) - Date.parse(a.redeemed_at))[0];
  if (latest?.state === "turned_away")
    return latest.match_attempts_left > 0 ? "turned-away" : "somebody-else";
  return latest?.state === "left" ? "left" : "nobody";
}
