import type { CallSession } from "@assisted-chat/widget/calling";
import { makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useRef, type ReactNode } from "react";

const useStyles = makeStyles({
  trough: {
    width: "4px",
    height: "24px",
    borderRadius: "2px",
    overflow: "hidden",
    display: "flex",
    alignItems: "flex-end",
    backgroundColor: tokens.colorNeutralStroke2,
  },
  level: {
    width: "100%",
    height: "100%",
    transformOrigin: "bottom",
    transform: "scaleY(0)",
    backgroundColor: tokens.colorStatusSuccessForeground1,
  },
});

const EVERY_MS = 80;

/** Shows that our own voice arrives: a small bar that rises as we speak. */
export function MicrophoneLevel({ session }: { readonly session: CallSession }): ReactNode {
  const styles = useStyles();
  const bar = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      if (bar.current) bar.current.style.transform = `scaleY(${session.microphoneLevel().toFixed(2)})`;
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [session]);
  return (
    <span className={styles.trough} aria-hidden="true">
      <span ref={bar} className={styles.level} />
    </span>
  );
}
