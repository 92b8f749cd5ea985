import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useSpeech, useWords } from "../language/provider";
import { Pill } from "../look/pill";
import { hrefOf } from "../route";
import type { ListedCall } from "../wire/shapes";
import { callsWords } from "./words";

const useStyles = makeStyles({
  line: {
    display: "grid",
    gap: "2px",
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusLarge,
    borderLeft: "3px solid transparent",
    color: tokens.colorNeutralForeground1,
    textDecorationLine: "none",
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  chosen: {
    backgroundColor: tokens.colorBrandBackground2,
    borderLeftColor: tokens.colorBrandStroke1,
    ":hover": { backgroundColor: tokens.colorBrandBackground2Hover },
  },
  title: { fontWeight: tokens.fontWeightSemibold },
  past: { fontWeight: tokens.fontWeightRegular },
  status: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** One call of the list: when it was, and how it stands. */
export function CallLine({
  call,
  chosen,
}: {
  readonly call: ListedCall;
  readonly chosen: boolean;
}): ReactNode {
  const words = useWords(callsWords);
  const { format } = useSpeech();
  const styles = useStyles();
  const open = call.state === "open";
  return (
    <a
      href={hrefOf({ at: "call", callId: call.call_id })}
      className={mergeClasses(styles.line, chosen && styles.chosen)}
      aria-current={chosen ? "page" : undefined}
    >
      <span className={mergeClasses(styles.title, !open && styles.past)}>
        {call.subject ?? words.title(format.timeOfDay(Date.parse(call.created_at)))}
      </span>
      {open && call.waiting > 0 ? (
        <Pill>{words.waiting(call.waiting)}</Pill>
      ) : (
        <span className={styles.status}>{open ? openStatus(call) : endedStatus(call)}</span>
      )}
    </a>
  );

  function openStatus({ admitted, pin }: ListedCall): string {
    return admitted > 0 ? words.status.inCall : words.status[`pin-${pin.state}`];
  }

  function endedStatus({ created_at, ended_at, end_reason }: ListedCall): string {
    const lasted = format.length(Date.parse(ended_at ?? created_at) - Date.parse(created_at));
    if (end_reason === "distrusted") return `${lasted} · ${words.distrusted}`;
    return end_reason === "expired" ? `${lasted} · ${words.overTime}` : lasted;
  }
}
