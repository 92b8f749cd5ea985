import { Spinner } from "@fluentui/react-components";
import { CallCheckmarkRegular } from "@fluentui/react-icons/svg/call-checkmark";
import { ClockRegular } from "@fluentui/react-icons/svg/clock";
import { HeadsetRegular } from "@fluentui/react-icons/svg/headset";
import { QuestionCircleRegular } from "@fluentui/react-icons/svg/question-circle";
import type { ReactNode } from "react";
import { useSpeech, useWords } from "../language/provider";
import { RoundIcon } from "../look/round-icon";
import { CardText, StageCard } from "../look/stage-card";
import type { CallDetail } from "../wire/shapes";
import { DistrustedCard, isDistrusted } from "./distrusted-card";
import { callsWords } from "./words";

/** No call is chosen. */
export function IdleCard(): ReactNode {
  const words = useWords(callsWords).idle;
  return (
    <StageCard
      heading={words.heading}
      icon={
        <RoundIcon tone="calm">
          <HeadsetRegular />
        </RoundIcon>
      }
    >
      <CardText>{words.text}</CardText>
    </StageCard>
  );
}

/** The call has been chosen and has not answered yet. */
export function ReadingCard(): ReactNode {
  const words = useWords(callsWords);
  return <StageCard quiet heading={words.reading} icon={<Spinner size="large" aria-hidden="true" />} />;
}

/** There is no such call, or it is another operator's. */
export function MissingCard(): ReactNode {
  const words = useWords(callsWords).missing;
  return (
    <StageCard
      heading={words.heading}
      icon={
        <RoundIcon tone="warn">
          <QuestionCircleRegular />
        </RoundIcon>
      }
    >
      <CardText>{words.text}</CardText>
    </StageCard>
  );
}

/** The call is over. */
export function EndedCard({ call }: { readonly call: CallDetail }): ReactNode {
  return isDistrusted(call) ? <DistrustedCard call={call} /> : <PlainlyEndedCard call={call} />;
}

function PlainlyEndedCard({ call }: { readonly call: CallDetail }): ReactNode {
  const words = useWords(callsWords).ended;
  const { format } = useSpeech();
  const joinedAt = call.participants.flatMap(({ admitted_at }) =>
    admitted_at ? [Date.parse(admitted_at)] : [],
  );
  const lasted = Date.parse(call.ended_at ?? call.created_at) - Math.min(...joinedAt);
  const overTime = call.end_reason === "expired";
  return (
    <StageCard
      heading={words.heading}
      icon={
        <RoundIcon tone={overTime ? "warn" : "good"}>
          {overTime ? <ClockRegular /> : <CallCheckmarkRegular />}
        </RoundIcon>
      }
    >
      <CardText>
        {joinedAt.length > 0 ? words.lasted(format.length(lasted)) : words.nobody}{" "}
        {overTime ? words.overTime : words.byOperator}
      </CardText>
    </StageCard>
  );
}
