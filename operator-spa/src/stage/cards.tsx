import type { CallErrorCode } from "@assisted-chat/widget/calling";
import { Button } from "@fluentui/react-components";
import { CallWarningRegular } from "@fluentui/react-icons/svg/call-warning";
import { WindowMultipleRegular } from "@fluentui/react-icons/svg/window-multiple";
import type { ReactNode } from "react";
import type { Action } from "../action";
import { useWords } from "../language/provider";
import { useControls } from "../look/controls";
import { RoundIcon } from "../look/round-icon";
import { CardActions, CardText, StageCard } from "../look/stage-card";
import { EndCall } from "./end-call";
import { stageWords } from "./words";

/** Another window of this browser is in the call. */
export function ElsewhereCard({ onTakeOver }: { readonly onTakeOver: () => void }): ReactNode {
  const words = useWords(stageWords).elsewhere;
  const controls = useControls();
  return (
    <StageCard
      heading={words.heading}
      icon={
        <RoundIcon tone="calm">
          <WindowMultipleRegular />
        </RoundIcon>
      }
    >
      <CardText>{words.text}</CardText>
      <CardActions>
        <Button appearance="primary" size="large" className={controls.primary} onClick={onTakeOver}>
          {words.take}
        </Button>
      </CardActions>
    </StageCard>
  );
}

export interface FailedCardProps {
  readonly code: CallErrorCode;
  readonly onRetry: () => void;
  readonly end: Action<[]>;
}

/** Joining came to nothing, and trying by itself would not help. */
export function FailedCard(props: FailedCardProps): ReactNode {
  const words = useWords(stageWords).failed;
  const controls = useControls();
  return (
    <StageCard
      heading={words.heading}
      icon={
        <RoundIcon tone="bad">
          <CallWarningRegular />
        </RoundIcon>
      }
    >
      <CardText>{words[props.code] ?? words.failed}</CardText>
      <CardActions>
        <Button appearance="primary" size="large" className={controls.primary} onClick={props.onRetry}>
          {words.again}
        </Button>
        <EndCall end={props.end} />
      </CardActions>
    </StageCard>
  );
}
