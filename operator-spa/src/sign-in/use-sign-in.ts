import { useEffect, useRef, useState } from "react";
import type { Api } from "../api";
import type { Pace } from "../config";
import { createPoll } from "../poll";
import { useStore, type Watched } from "../store";
import type { Reach } from "../wire/reach";
import { isRefused } from "../wire/refusals";
import type { Me } from "../wire/shapes";

/** What is known of who sits here. */
export type SignIn =
  | { readonly phase: "asking" }
  | { readonly phase: "nobody" }
  | { readonly phase: "role-missing"; readonly me: Me }
  /** `expired`: the page was signed in and the service has forgotten it since. */
  | { readonly phase: "in"; readonly me: Me; readonly expired: boolean };

const ROLE = "Operator";

/**
 * Asks who is signed in, until the service answers. After that it asks again only while the
 * sign-in has expired, to notice that it was renewed in another window.
 *
 * @param onSomebodyElse - another person signed in meanwhile; nothing on this page is theirs.
 */
export function useSignIn(
  api: Pick<Api, "me">,
  reach: Watched<Reach>,
  pace: Pace,
  onSomebodyElse: () => void,
): SignIn {
  const [known, setKnown] = useState<SignIn>({ phase: "asking" });
  const { signedOut } = useStore(reach);
  const wasIn = known.phase === "in" || known.phase === "role-missing";
  const settled = known.phase === "nobody" || (wasIn && !signedOut);
  const somebodyElse = useRef(onSomebodyElse);
  useEffect(() => {
    somebodyElse.current = onSomebodyElse;
  });
  const before = wasIn ? known.me.object_id : null;

  useEffect(() => {
    if (settled) return;
    const poll = createPoll(
      async (signal) => {
        try {
          const me = await api.me(signal);
          if (before !== null && me.object_id !== before) somebodyElse.current();
          else setKnown(phaseOf(me));
        } catch (error) {
          if (!isRefused(error, "sign_in_required")) throw error;
          if (before === null) setKnown({ phase: "nobody" });
        }
      },
      { pauseMs: () => pace.signInMs, longestMs: pace.longestMs },
    );
    poll.start();
    window.addEventListener("focus", poll.now);
    return () => {
      window.removeEventListener("focus", poll.now);
      poll.stop();
    };
  }, [api, before, pace, settled]);

  return known.phase === "in" ? { ...known, expired: signedOut } : known;
}

function phaseOf(me: Me): SignIn {
  return me.roles.includes(ROLE) ? { phase: "in", me, expired: false } : { phase: "role-missing", me };
}
