import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { CheckmarkRegular } from "@fluentui/react-icons/svg/checkmark";
import { CopyRegular } from "@fluentui/react-icons/svg/copy";
import { ShieldErrorRegular } from "@fluentui/react-icons/svg/shield-error";
import type { ReactNode } from "react";
import { useWords } from "../language/provider";
import { useControls } from "../look/controls";
import { RoundIcon } from "../look/round-icon";
import { CardActions, CardText, StageCard } from "../look/stage-card";
import { useCopy } from "../look/use-copy";
import type { CallDetail } from "../wire/shapes";
import { distrustWords } from "./distrust-words";

const useStyles = makeStyles({
  alert: { display: "contents" },
  steps: {
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalXXL,
    maxWidth: "52ch",
    display: "grid",
    gap: tokens.spacingVerticalS,
    textAlign: "start",
    textWrap: "pretty",
  },
  reference: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: "anywhere" },
});

/** Whether the customer said that they do not trust the call, in it or right after the operator ended it. */
export function isDistrusted({ end_reason, participants }: CallDetail): boolean {
  return end_reason === "distrusted" || participants.some(({ distrusted_at }) => distrusted_at !== null);
}

/** The customer ended the call because they do not trust it: what to do now, and the reference to report. */
export function DistrustedCard({ call }: { readonly call: CallDetail }): ReactNode {
  const words = useWords(distrustWords);
  const styles = useStyles();
  const controls = useControls();
  const { copied, copy } = useCopy(call.call_id, words);
  return (
    <StageCard
      heading={words.heading}
      test="distrusted"
      icon={
        <RoundIcon tone="bad">
          <ShieldErrorRegular />
        </RoundIcon>
      }
    >
      <div role="alert" className={styles.alert}>
        <CardText>{words.text}</CardText>
        <ul className={styles.steps}>
          {words.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
      </div>
      <CardText>
        {words.reference} <span className={styles.reference}>{call.call_id}</span>
      </CardText>
      <CardActions>
        <Button
          className={controls.roomy}
          icon={copied ? <CheckmarkRegular /> : <CopyRegular />}
          onClick={copy}
          data-test="copy-reference"
        >
          {copied ? words.copied : words.copy}
        </Button>
      </CardActions>
    </StageCard>
  );
}
