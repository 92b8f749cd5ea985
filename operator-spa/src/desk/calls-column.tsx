import { Button, makeStyles, mergeClasses } from "@fluentui/react-components";
import { ChevronDownRegular } from "@fluentui/react-icons/svg/chevron-down";
import { ChevronUpRegular } from "@fluentui/react-icons/svg/chevron-up";
import { useId, useState, type ReactNode } from "react";
import { CallList, callsWords, NewCallButton } from "../calls";
import { useWords } from "../language/provider";
import type { Desk } from "./use-desk";

const NARROW = "@media (max-width: 760px)";
const useStyles = makeStyles({
  // On a phone the list waits behind a button, so that the call comes first.
  head: { display: "flex", alignItems: "center", gap: "8px" },
  fold: { display: "none", [NARROW]: { display: "inline-flex", minHeight: "48px", flexShrink: 0 } },
  list: { [NARROW]: { display: "none" } },
  unfolded: { [NARROW]: { display: "block" } },
});

/** The way to a new call, and the calls that there are. */
export function CallsColumn({ desk }: { readonly desk: Desk }): ReactNode {
  const words = useWords(callsWords);
  const styles = useStyles();
  const list = useId();
  const [unfolded, setUnfolded] = useState(false);
  return (
    <>
      <div className={styles.head}>
        <NewCallButton busy={desk.newCall.busy} onPress={() => desk.newCall.run()} />
        <Button
          className={styles.fold}
          icon={unfolded ? <ChevronUpRegular /> : <ChevronDownRegular />}
          iconPosition="after"
          aria-expanded={unfolded}
          aria-controls={list}
          onClick={() => setUnfolded(!unfolded)}
        >
          {words.show}
        </Button>
      </div>
      <div id={list} className={mergeClasses(styles.list, unfolded && styles.unfolded)}>
        <CallList report={desk.calls} chosenId={desk.callId} />
      </div>
    </>
  );
}
