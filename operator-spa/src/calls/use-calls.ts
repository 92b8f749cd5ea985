import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Api } from "../api";
import type { Pace } from "../config";
import { createPoll, type Poll } from "../poll";
import type { ListedCall } from "../wire/shapes";

/** The operator's own calls as far as they have been fetched, newest first. */
export interface CallsReport {
  /** Null until the first answer. */
  readonly calls: readonly ListedCall[] | null;
  /** Where the older ones begin; null when there are none. */
  readonly next: string | null;
  /** Fetches the next older page; rejects with an `ApiError`. */
  readonly older: () => Promise<void>;
  readonly refresh: () => void;
}

interface Fetched {
  readonly calls: readonly ListedCall[] | null;
  readonly next: string | null;
}

/** Keeps the newest page of calls fresh, and remembers the older ones that were asked for. */
export function useCalls(api: Pick<Api, "calls">, pace: Pace): CallsReport {
  const [fetched, setFetched] = useState<Fetched>({ calls: null, next: null });
  const poll = useRef<Poll | null>(null);

  useEffect(() => {
    const mine = createPoll(
      async (signal) => {
        const page = await api.calls(null, signal);
        setFetched((was) => ({
          calls: merged(page.calls, was.calls ?? []),
          next: was.calls === null ? page.next : was.next,
        }));
      },
      { pauseMs: () => pace.listMs, longestMs: pace.longestMs },
    );
    poll.current = mine;
    mine.start();
    return () => mine.stop();
  }, [api, pace]);

  const { next } = fetched;
  const older = useCallback(async () => {
    if (next === null) return;
    const page = await api.calls(next);
    setFetched((was) => ({ calls: merged(was.calls ?? [], page.calls), next: page.next }));
  }, [api, next]);
  const refresh = useCallback(() => poll.current?.now(), []);
  return useMemo(() => ({ ...fetched, older, refresh }), [fetched, older, refresh]);
}

/** Both lists as one, newest first; where both know a call, `fresher` is believed. */
function merged(fresher: readonly ListedCall[], known: readonly ListedCall[]): readonly ListedCall[] {
  const byId = new Map([...known, ...fresher].map((call) => [call.call_id, call]));
  return [...byId.values()].sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at));
}
