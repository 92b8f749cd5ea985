import type { CallSession } from "@assisted-chat/widget/calling";
import { useEffect } from "react";

/** The service hears of an end a moment later than the line does. */
const SOON_MS = 700;

/** Asks how the call stands as soon as the customer is gone from it: they may have ended it. */
export function usePeerGone(session: CallSession | null, refresh: () => void): void {
  useEffect(() => {
    if (session === null) return;
    let present = session.getSnapshot().peerPresent;
    let later: number | undefined;
    const stop = session.subscribe(() => {
      const now = session.getSnapshot().peerPresent;
      if (present && !now) {
        refresh();
        window.clearTimeout(later);
        later = window.setTimeout(refresh, SOON_MS);
      }
      present = now;
    });
    return () => {
      stop();
      window.clearTimeout(later);
    };
  }, [session, refresh]);
}
