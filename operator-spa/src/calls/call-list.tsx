import { Button, makeStyles, Skeleton, SkeletonItem, tokens } from "@fluentui/react-components";
import { useId, type ReactNode } from "react";
import { useAction } from "../action";
import { useSpeech, useWords } from "../language/provider";
import { TroubleNote } from "../look/trouble-note";
import { useNow } from "../ticking";
import type { ListedCall } from "../wire/shapes";
import { byDay } from "./by-day";
import { CallLine } from "./call-line";
import type { CallsReport } from "./use-calls";
import { callsWords } from "./words";

const useStyles = makeStyles({
  list: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  heading: {
    margin: 0,
    padding: `0 ${tokens.spacingHorizontalM}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
  },
  lines: { listStyleType: "none", margin: 0, padding: 0, display: "grid", gap: "2px" },
  empty: { margin: 0, padding: tokens.spacingHorizontalM, color: tokens.colorNeutralForeground2 },
  bones: { display: "grid", gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalM },
});

export interface CallListProps {
  readonly report: CallsReport;
  readonly chosenId: string | null;
}

/** The operator's own calls: those that are open, then the others day by day. */
export function CallList({ report, chosenId }: CallListProps): ReactNode {
  const styles = useStyles();
  const { calls } = report;
  return (
    <div className={styles.list} data-test="call-list">
      {calls === null ? <Bones /> : <Days report={report} calls={calls} chosenId={chosenId} />}
    </div>
  );
}

function Bones(): ReactNode {
  const words = useWords(callsWords);
  const styles = useStyles();
  return (
    <Skeleton className={styles.bones} aria-label={words.loading}>
      <SkeletonItem size={32} />
      <SkeletonItem size={32} />
      <SkeletonItem size={32} />
    </Skeleton>
  );
}

function Days(props: CallListProps & { readonly calls: readonly ListedCall[] }): ReactNode {
  const words = useWords(callsWords);
  const { format } = useSpeech();
  const styles = useStyles();
  const now = useNow(60_000);
  const { calls, chosenId } = props;
  const { next, older } = props.report;
  const more = useAction(older);
  const open = calls.filter(({ state }) => state === "open");
  const past = byDay(calls.filter(({ state }) => state === "ended"));
  return (
    <>
      {calls.length === 0 ? <p className={styles.empty}>{words.empty}</p> : null}
      {open.length > 0 ? <Lines heading={words.now} calls={open} chosenId={chosenId} /> : null}
      {past.map((day) => (
        <Lines key={day.at} heading={format.day(day.at, now)} calls={day.calls} chosenId={chosenId} />
      ))}
      <TroubleNote trouble={more.trouble} />
      {next === null ? null : (
        <Button appearance="subtle" disabledFocusable={more.busy} onClick={() => more.run()}>
          {words.older}
        </Button>
      )}
    </>
  );
}

function Lines(props: {
  readonly heading: string;
  readonly calls: readonly ListedCall[];
  readonly chosenId: string | null;
}): ReactNode {
  const styles = useStyles();
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading} className={styles.heading}>
        {props.heading}
      </h2>
      <ul className={styles.lines} aria-labelledby={heading}>
        {props.calls.map((call) => (
          <li key={call.call_id}>
            <CallLine call={call} chosen={call.call_id === props.chosenId} />
          </li>
        ))}
      </ul>
    </section>
  );
}
