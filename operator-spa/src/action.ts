import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError } from "./wire/refusals";

/** Something the operator asked for: whether it is under way, and what came of it. */
export interface Action<Args extends readonly unknown[]> {
  /** Does it, unless it is under way already; never rejects. */
  run(...args: Args): void;
  readonly busy: boolean;
  /** Why the last run came to nothing. */
  readonly trouble: ApiError | null;
  forget(): void;
}

/** Wraps a request so that a view can draw it. Errors that are not the API's are thrown on, as they are ours. */
export function useAction<Args extends readonly unknown[]>(
  act: (...args: Args) => Promise<void>,
): Action<Args> {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<ApiError | null>(null);
  const latest = useRef(act);
  const underWay = useRef(false);
  useEffect(() => {
    latest.current = act;
  });
  const run = useCallback((...args: Args) => {
    if (underWay.current) return;
    underWay.current = true;
    setBusy(true);
    setTrouble(null);
    void latest
      .current(...args)
      .catch((error: unknown) => {
        if (!(error instanceof ApiError)) throw error;
        setTrouble(error);
      })
      .finally(() => {
        underWay.current = false;
        setBusy(false);
      });
  }, []);
  const forget = useCallback(() => setTrouble(null), []);
  return { run, busy, trouble, forget };
}
