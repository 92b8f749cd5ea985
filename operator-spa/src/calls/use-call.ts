import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Api } from "../api";
import type { Pace } from "../config";
import { createPoll, type Poll } from "../poll";
import { isRefused } from "../wire/refusals";
import type { ServerClock } from "../wire/server-clock";
import type { CallDetail } from "../wire/shapes";

/** One call as it was last heard of. */
export interface CallReport {
  readonly callId: string | null;
  /** Null until the first answer. */
  readonly call: CallDetail | null;
  /** The service's time for which this holds, in milliseconds; 0 before the first answer. */
  readonly asOf: number;
  /** The service has no such call, or it is somebody else's. */
  readonly missing: boolean;
}

const nothing: Omit<CallReport, "callId"> = { call: null, asOf: 0, missing: false };

/** Watches the call, faster while somebody may come or wait; null watches nothing. */
export function useCall(
  api: Pick<Api, "call">,
  clock: Pick<ServerClock, "now">,
  pace: Pace,
  callId: string | null,
): CallReport & { readonly refresh: () => void } {
  const [report, setReport] = useState<CallReport>({ ...nothing, callId: null });
  const poll = useRef<Poll | null>(null);

  useEffect(() => {
    if (callId === null) return;
    let known: { call: CallDetail | null; etag: string | null } = { call: null, etag: null };
    let missing = false;
    const mine = createPoll(
      async (signal) => {
        const asOf = clock.now();
        try {
          const heard = await api.call(callId, known.etag, signal);
          known = { call: heard.call ?? known.call, etag: heard.etag };
          missing = false;
          setReport({ callId, call: known.call, asOf, missing });
        } catch (error) {
          if (!isRefused(error, "call_not_found")) throw error;
          missing = true;
          setReport({ ...nothing, callId, missing });
        }
      },
      { pauseMs: () => pauseFor(known.call, missing, pace), longestMs: pace.longestMs },
    );
    poll.current = mine;
    mine.start();
    return () => {
      mine.stop();
      poll.current = null;
    };
  }, [api, callId, clock, pace]);

  const refresh = useCallback(() => poll.current?.now(), []);
  return useMemo(
    () => ({ ...(report.callId === callId ? report : { ...nothing, callId }), refresh }),
    [callId, refresh, report],
  );
}

function pauseFor(call: CallDetail | null, missing: boolean, pace: Pace): number {
  if (missing || call?.state === "ended") return pace.idleMs;
  const states = call?.participants.map(({ state }) => state) ?? [];
  if (states.includes("waiting")) return pace.lobbyMs;
  if (states.includes("admitted")) return pace.callMs;
  return call === null || call.pin.state === "live" ? pace.lobbyMs : pace.callMs;
}
