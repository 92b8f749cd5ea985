import { Button, Spinner } from "@fluentui/react-components";
import { CheckmarkCircleRegular } from "@fluentui/react-icons/svg/checkmark-circle";
import { PersonKeyRegular } from "@fluentui/react-icons/svg/person-key";
import { PersonProhibitedRegular } from "@fluentui/react-icons/svg/person-prohibited";
import { useEffect, type ReactNode } from "react";
import { useWords } from "../language/provider";
import { useControls } from "../look/controls";
import { RoundIcon } from "../look/round-icon";
import { CardActions, CardText, StageCard } from "../look/stage-card";
import { signInWords } from "./words";

/** Shown for the moment until the service has said who is here. */
export function Asking(): ReactNode {
  const words = useWords(signInWords);
  return <StageCard quiet heading={words.asking} icon={<Spinner size="large" aria-hidden="true" />} />;
}

/**
 * Nobody is signed in: goes to the sign-in page by itself.
 * With `redirect` null it stays and leaves the step to the operator, who may just have come back from there.
 */
export function Nobody(props: {
  readonly address: string;
  readonly redirect: (() => void) | null;
}): ReactNode {
  const words = useWords(signInWords).nobody;
  const controls = useControls();
  const { redirect } = props;
  useEffect(() => {
    redirect?.();
  }, [redirect]);
  return (
    <StageCard
      heading={words.heading}
      icon={
        <RoundIcon tone="calm">
          <PersonKeyRegular />
        </RoundIcon>
      }
    >
      <CardText>{words.text}</CardText>
      <CardActions>
        <Button as="a" href={props.address} appearance="primary" size="large" className={controls.primary}>
          {words.button}
        </Button>
      </CardActions>
    </StageCard>
  );
}

/** Somebody is signed in who may not take calls. */
export function RoleMissing(props: { readonly name: string; readonly signOutAddress: string }): ReactNode {
  const words = useWords(signInWords).roleMissing;
  const controls = useControls();
  return (
    <StageCard
      heading={words.heading}
      icon={
        <RoundIcon tone="warn">
          <PersonProhibitedRegular />
        </RoundIcon>
      }
    >
      <CardText>{words.text(props.name)}</CardText>
      <CardText>{words.advice}</CardText>
      <CardActions>
        <Button as="a" href={props.signOutAddress} size="large" className={controls.primary}>
          {words.button}
        </Button>
      </CardActions>
    </StageCard>
  );
}

/** All that the window shows which was opened to sign in again; it closes itself where it may. */
export function SignedInAgain({ close }: { readonly close: () => void }): ReactNode {
  const words = useWords(signInWords).again;
  useEffect(() => {
    close();
  }, [close]);
  return (
    <StageCard
      heading={words.heading}
      icon={
        <RoundIcon tone="good">
          <CheckmarkCircleRegular />
        </RoundIcon>
      }
    >
      <CardText>{words.text}</CardText>
    </StageCard>
  );
}
