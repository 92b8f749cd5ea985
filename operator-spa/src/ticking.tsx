import { createContext, useContext, useEffect, useState, type ReactNode } from "react";
import type { ServerClock } from "./wire/server-clock";

const ClockContext = createContext<Pick<ServerClock, "now"> | null>(null);

/** Lets every view below know the service's time. */
export function ClockProvider(props: {
  readonly clock: Pick<ServerClock, "now">;
  readonly children: ReactNode;
}): ReactNode {
  return <ClockContext value={props.clock}>{props.children}</ClockContext>;
}

/** The service's time in milliseconds, drawn anew every second (or every `everyMs`). */
export function useNow(everyMs = 1_000): number {
  const clock = useContext(ClockContext);
  if (clock === null) throw new Error("useNow: put a <ClockProvider> around the view.");
  const [now, setNow] = useState(clock.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.now()), everyMs);
    return () => clearInterval(timer);
  }, [clock, everyMs]);
  return now;
}
