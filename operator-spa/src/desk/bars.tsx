import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { callsWords } from "../calls";
import { useWords } from "../language/provider";
import { TroubleNote } from "../look/trouble-note";
import { AwayBar } from "../outage";
import type { Ports } from "../ports";
import { ExpiredBar, signInAgainAddress } from "../sign-in";
import { BackToCallBar } from "../stage";
import { useStore } from "../store";
import { busyIn } from "./scene-of";
import type { Desk } from "./use-desk";

const useStyles = makeStyles({
  bars: {
    gridArea: "bars",
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr)",
    rowGap: tokens.spacingVerticalXXS,
  },
});

/** What concerns the whole page and not only the call: above everything, below the top. */
export function Bars(props: {
  readonly ports: Ports;
  readonly desk: Desk;
  readonly expired: boolean;
}): ReactNode {
  const { ports, desk, expired } = props;
  const styles = useStyles();
  const words = useWords(callsWords);
  const { away } = useStore(ports.reach);
  const busy = busyIn(desk.kept);
  return (
    <div className={styles.bars}>
      {expired ? (
        <ExpiredBar
          address={signInAgainAddress(ports.config.signInPath, ports.place.here())}
          inCall={busy !== null}
        />
      ) : null}
      {away ? <AwayBar inCall={busy !== null} /> : null}
      {busy !== null && busy !== desk.callId && desk.scene.at !== "held" ? (
        <BackToCallBar callId={busy} />
      ) : null}
      <TroubleNote
        trouble={desk.newCall.trouble}
        again={{ label: words.tryAgain, run: () => desk.newCall.run() }}
      />
    </div>
  );
}
