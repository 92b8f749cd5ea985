import { Badge, makeStyles, tokens } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import type { Action } from "../action";
import { useSpeech, useWords } from "../language/provider";
import { Pill } from "../look/pill";
import { useNow } from "../ticking";
import type { CallDetail, Participant } from "../wire/shapes";
import { Controls } from "./controls";
import { EndCall } from "./end-call";
import type { Kept } from "./kept";
import { Notes } from "./notes";
import { Screen, type ScreenSize } from "./screen";
import { lineOf, sessionOf, useSnapshot } from "./use-session";
import { stageWords } from "./words";

const useStyles = makeStyles({
  stage: {
    boxSizing: "border-box",
    minHeight: "100%",
    height: "100%",
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    "@media (max-width: 640px)": {
      height: "auto",
      minHeight: "min(100%, 480px)",
      padding: tokens.spacingHorizontalS,
    },
  },
  head: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalM },
  heading: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: "anywhere",
    ":focus-visible": { outline: "none" },
  },
  time: { fontVariantNumeric: "tabular-nums", color: tokens.colorNeutralForeground2 },
});

const TEN_MINUTES = 10 * 60_000;

export interface StageProps {
  readonly kept: Kept;
  readonly call: CallDetail;
  readonly customer: Participant;
  readonly closedSince: number | null;
  readonly end: Action<[]>;
  readonly onCamera: (on: boolean) => void;
  /** Others who wait for this call. */
  readonly children?: ReactNode;
}

/** The call while a customer is in it: their screen first, everything else around it. */
export function Stage({ kept, call, customer, closedSince, end, onCamera, children }: StageProps): ReactNode {
  const words = useWords(stageWords);
  const { format } = useSpeech();
  const styles = useStyles();
  const now = useNow();
  const [size, setSize] = useState<ScreenSize>("fit");
  const session = sessionOf(kept, call.call_id);
  const snapshot = useSnapshot(session);
  const line = lineOf(kept, snapshot);
  const screen = snapshot?.remoteVideos.find(({ kind }) => kind === "screen") ?? null;
  const endsAt = Date.parse(call.expires_at);
  return (
    <div className={styles.stage}>
      <header className={styles.head}>
        <h1 className={styles.heading} tabIndex={-1} data-arrive="heading">
          {words.heading(customer.display_name)}
        </h1>
        <span className={styles.time} role="timer">
          {format.timer(now - Date.parse(customer.admitted_at ?? customer.redeemed_at))}
        </span>
        <span role="status">
          {line === "reconnecting" ? (
            <Pill>{words.connection[line]}</Pill>
          ) : (
            <Badge color={line === "connected" ? "success" : "informative"} appearance="tint">
              {words.connection[line]}
            </Badge>
          )}
        </span>
        {endsAt - now < TEN_MINUTES ? (
          <span className={styles.time}>{words.endsAt(format.timeOfDay(endsAt))}</span>
        ) : null}
      </header>
      {children}
      <Notes
        line={line}
        joining={kept.phase === "joining" ? kept.trouble : null}
        snapshot={snapshot}
        closedSince={snapshot?.peerPresent ? null : closedSince}
      />
      <Screen video={screen} size={size} line={line} agreed={customer.consents.screen} />
      <Controls session={session} snapshot={snapshot} size={size} onSize={setSize} onCamera={onCamera}>
        <EndCall end={end} />
      </Controls>
    </div>
  );
}
