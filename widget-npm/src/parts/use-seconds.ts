import { useEffect, useState } from "react";

/** Seconds left until `until` (epoch milliseconds), counted down; 0 when it is past or null. */
export function useSecondsUntil(until: number | null): number {
  const now = useNow(until !== null);
  return until === null ? 0 : Math.max(0, (until - now) / 1_000);
}

/** Seconds since `since` (epoch milliseconds), counted up; 0 when null. */
export function useSecondsSince(since: number | null): number {
  const now = useNow(since !== null);
  return since === null ? 0 : Math.max(0, (now - since) / 1_000);
}

/** Epoch milliseconds, moving every second while `running`. */
function useNow(running: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!running) return;
    const tick = (): void => setNow(Date.now());
    tick();
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}
