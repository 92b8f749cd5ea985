import { Button, mergeClasses } from "@fluentui/react-components";
import { ClockRegular } from "@fluentui/react-icons/svg/clock";
import { EyeOffRegular } from "@fluentui/react-icons/svg/eye-off";
import { KeyRegular } from "@fluentui/react-icons/svg/key";
import { LockClosedRegular } from "@fluentui/react-icons/svg/lock-closed";
import { PersonArrowRightRegular } from "@fluentui/react-icons/svg/person-arrow-right";
import { PersonProhibitedRegular } from "@fluentui/react-icons/svg/person-prohibited";
import { ShieldErrorRegular } from "@fluentui/react-icons/svg/shield-error";
import type { ReactNode } from "react";
import type { Action } from "../action";
import { useSpeech, useWords } from "../language/provider";
import { useControls } from "../look/controls";
import { RoundIcon } from "../look/round-icon";
import { singleClick } from "../look/single-click";
import { CardActions, CardText, StageCard } from "../look/stage-card";
import { TroubleNote } from "../look/trouble-note";
import { useNow } from "../ticking";
import { NewPinButton } from "./new-pin-button";
import type { PinKept } from "./pin-desk";
import type { PinSituation } from "./situation";
import { pinWords } from "./words";

type Sight =
  | "none"
  | "expired"
  | "burnt"
  | "exhausted"
  | "hidden"
  | "customerLeft"
  | "turnedAway"
  | "somebodyElse"
  | "used";

const icons: Readonly<Record<Sight, ReactNode>> = {
  none: (
    <RoundIcon tone="calm">
      <KeyRegular />
    </RoundIcon>
  ),
  expired: (
    <RoundIcon tone="warn">
      <ClockRegular />
    </RoundIcon>
  ),
  burnt: (
    <RoundIcon tone="bad">
      <LockClosedRegular />
    </RoundIcon>
  ),
  exhausted: (
    <RoundIcon tone="bad">
      <ShieldErrorRegular />
    </RoundIcon>
  ),
  hidden: (
    <RoundIcon tone="calm">
      <EyeOffRegular />
    </RoundIcon>
  ),
  customerLeft: (
    <RoundIcon tone="calm">
      <PersonArrowRightRegular />
    </RoundIcon>
  ),
  turnedAway: (
    <RoundIcon tone="warn">
      <PersonProhibitedRegular />
    </RoundIcon>
  ),
  somebodyElse: (
    <RoundIcon tone="warn">
      <PersonProhibitedRegular />
    </RoundIcon>
  ),
  used: (
    <RoundIcon tone="calm">
      <KeyRegular />
    </RoundIcon>
  ),
};

export interface NoPinCardProps {
  readonly situation: Exclude<PinSituation, { kind: "live" }>;
  readonly kept: PinKept;
  readonly cancel: Action<[]>;
  readonly onNewPin: () => void;
  /** Where no PIN can be had, another call is the way on. */
  readonly onNewCall: () => void;
}

/** There is no PIN to read out: says why, and what to do now. */
export function NoPinCard({ situation, kept, cancel, onNewPin, onNewCall }: NoPinCardProps): ReactNode {
  const words = useWords(pinWords);
  const { format } = useSpeech();
  const controls = useControls();
  const now = useNow();
  const sight = sightOf(situation);
  const { heading, text } = words[sight];
  return (
    <StageCard heading={heading} icon={icons[sight]}>
      <CardText>
        {situation.kind === "hidden"
          ? `${words.hidden.works(format.countdown(situation.expiresAt - now))} `
          : ""}
        {text}
      </CardText>
      <TroubleNote trouble={kept.trouble ?? cancel.trouble} />
      <CardActions>
        {sight === "exhausted" ? (
          <Button appearance="primary" size="large" className={controls.primary} onClick={onNewCall}>
            {words.newCall}
          </Button>
        ) : (
          <NewPinButton wanted busy={kept.busy} onPress={onNewPin} />
        )}
        <Button
          appearance="subtle"
          size="large"
          className={mergeClasses(controls.roomy, controls.parting)}
          disabledFocusable={cancel.busy}
          onClick={singleClick(() => cancel.run())}
        >
          {sight === "customerLeft" ? words.end : words.cancel}
        </Button>
      </CardActions>
    </StageCard>
  );
}

function sightOf(situation: NoPinCardProps["situation"]): Sight {
  if (situation.kind !== "used") return situation.kind;
  if (situation.by === "left") return "customerLeft";
  if (situation.by === "somebody-else") return "somebodyElse";
  return situation.by === "turned-away" ? "turnedAway" : "used";
}
