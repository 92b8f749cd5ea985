import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { Action } from "../action";
import { useWords } from "../language/provider";
import { useControls } from "../look/controls";
import { singleClick } from "../look/single-click";
import { CardActions, StageCard } from "../look/stage-card";
import { TroubleNote } from "../look/trouble-note";
import { CopyButton } from "./copy-button";
import { Countdown } from "./countdown";
import { Digits } from "./digits";
import { NewPinButton } from "./new-pin-button";
import type { PinInHand, PinKept } from "./pin-desk";
import { pinWords } from "./words";

const useStyles = makeStyles({
  warning: {
    margin: 0,
    maxWidth: "60ch",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    color: tokens.colorNeutralForeground2,
    textWrap: "balance",
  },
});

export interface PinCardProps {
  readonly pin: PinInHand;
  readonly kept: PinKept;
  readonly cancel: Action<[]>;
  readonly onNewPin: () => void;
}

/** The PIN to be read out, and what can be done with it. */
export function PinCard({ pin, kept, cancel, onNewPin }: PinCardProps): ReactNode {
  const words = useWords(pinWords);
  const styles = useStyles();
  const controls = useControls();
  return (
    <StageCard quiet heading={words.heading}>
      <Digits display={pin.display} />
      <Countdown pin={pin} />
      <TroubleNote trouble={kept.trouble ?? cancel.trouble} />
      <CardActions>
        <CopyButton text={pin.display} />
        <NewPinButton busy={kept.busy} onPress={onNewPin} />
        <Button
          appearance="subtle"
          className={mergeClasses(controls.roomy, controls.parting)}
          disabledFocusable={cancel.busy}
          onClick={singleClick(() => cancel.run())}
        >
          {words.cancel}
        </Button>
      </CardActions>
      <p className={styles.warning}>{words.newPinWarning}</p>
    </StageCard>
  );
}
