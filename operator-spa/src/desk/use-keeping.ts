import { useEffect } from "react";
import type { CallReport } from "../calls";
import type { CallKeeper, Kept } from "../stage";
import { admittedIn, busyIn } from "./scene-of";

/**
 * Brings the keeper in line with what the service says: into the shown call as soon as a customer
 * has been let in, out of a call when nobody is left in it.
 *
 * @param shown - the call on the page
 * @param behind - the call that the operator is in while the page shows another
 */
export function useKeeping(keeper: CallKeeper, kept: Kept, shown: CallReport, behind: CallReport): void {
  const provider = shown.call?.state === "open" ? shown.call.provider : null;
  useEffect(() => {
    // Fetched while the PIN is read out, so that nobody waits for it once the customer is let in.
    if (provider !== null) keeper.prepare(provider);
  }, [keeper, provider]);

  useEffect(() => {
    const busy = busyIn(kept);
    const free = busy === null || busy === shown.callId;
    if (shown.callId !== null && admittedIn(shown.call) && free) keeper.enter(shown.callId);
  }, [keeper, kept, shown]);

  useEffect(() => {
    if (kept.phase === "none") return;
    const mine = kept.callId === shown.callId ? shown : behind;
    if (mine.callId === kept.callId && mine.call !== null && !admittedIn(mine.call)) keeper.leave();
  }, [behind, keeper, kept, shown]);
}
