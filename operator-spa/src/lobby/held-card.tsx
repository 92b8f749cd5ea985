import { Button } from "@fluentui/react-components";
import { PersonClockRegular } from "@fluentui/react-icons/svg/person-clock";
import type { ReactNode } from "react";
import { useWords } from "../language/provider";
import { useControls } from "../look/controls";
import { RoundIcon } from "../look/round-icon";
import { CardActions, CardText, StageCard } from "../look/stage-card";
import { hrefOf } from "../route";
import { lobbyWords } from "./words";

/** Somebody waits here while the operator is in another call: first things first. */
export function HeldCard({ busyCallId }: { readonly busyCallId: string }): ReactNode {
  const words = useWords(lobbyWords);
  const controls = useControls();
  return (
    <StageCard
      test="waiting-customer"
      heading={words.otherWaiting(1)}
      icon={
        <RoundIcon tone="warn">
          <PersonClockRegular />
        </RoundIcon>
      }
    >
      <CardText>{words.inAnotherCall}</CardText>
      <CardActions>
        <Button
          as="a"
          href={hrefOf({ at: "call", callId: busyCallId })}
          appearance="primary"
          size="large"
          className={controls.primary}
        >
          {words.backToCall}
        </Button>
      </CardActions>
    </StageCard>
  );
}
