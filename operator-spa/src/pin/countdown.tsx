import { makeStyles, mergeClasses, ProgressBar, tokens } from "@fluentui/react-components";
import { useEffect, useRef, type ReactNode } from "react";
import { useAnnounce } from "../announce/announcer";
import { useSpeech, useWords } from "../language/provider";
import { useNow } from "../ticking";
import type { PinInHand } from "./pin-desk";
import { pinWords } from "./words";

const useStyles = makeStyles({
  countdown: { display: "grid", gap: tokens.spacingVerticalS, justifyItems: "center" },
  bar: { width: "180px" },
  text: {
    fontSize: tokens.fontSizeBase400,
    color: tokens.colorNeutralForeground2,
    fontVariantNumeric: "tabular-nums",
  },
  late: { color: tokens.colorStatusWarningForeground3, fontWeight: tokens.fontWeightSemibold },
});

const MINUTE = 60_000;

/** How long the PIN still works, as a bar, in words, and once aloud when a minute is left. */
export function Countdown({ pin }: { readonly pin: PinInHand }): ReactNode {
  const words = useWords(pinWords);
  const { format } = useSpeech();
  const styles = useStyles();
  const announce = useAnnounce();
  const total = pin.expiresAt - pin.issuedAt;
  const left = Math.min(total, Math.max(0, pin.expiresAt - useNow()));
  const late = left <= MINUTE;
  const time = format.countdown(left);
  const wasLate = useRef(late);
  useEffect(() => {
    if (late && !wasLate.current) announce(words.lastMinute);
    wasLate.current = late;
  }, [announce, late, words]);
  return (
    <div className={styles.countdown} data-test="pin-countdown">
      <ProgressBar
        className={styles.bar}
        thickness="large"
        shape="rounded"
        color={late ? "warning" : "brand"}
        value={left}
        max={total}
        aria-label={words.timeLeft}
        aria-valuetext={words.left(time)}
      />
      <span className={mergeClasses(styles.text, late && styles.late)}>
        {words.left(time)} · {words.once}
      </span>
    </div>
  );
}
