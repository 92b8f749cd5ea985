import { useEffect, useRef } from "react";

const EVERY_MS = 80;

/** A ring that grows with our own voice, so that one sees that one is heard. */
export function LevelRing({ level }: { readonly level: () => number }) {
  const ring = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      ring.current?.style.setProperty("--level", level().toFixed(2));
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [level]);
  return <span className="level-ring" ref={ring} aria-hidden="true" />;
}
