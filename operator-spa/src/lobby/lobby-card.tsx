import { Button, makeStyles, mergeClasses, Spinner, tokens } from "@fluentui/react-components";
import { useId, useRef, useState, type SyntheticEvent, type ReactNode } from "react";
import { useAction } from "../action";
import type { Api } from "../api";
import { Kbd } from "../keys/kbd";
import { useSpeech, useWords } from "../language/provider";
import { useControls } from "../look/controls";
import { Pill } from "../look/pill";
import { CardActions, CardText, StageCard } from "../look/stage-card";
import { TroubleNote } from "../look/trouble-note";
import { useNow } from "../ticking";
import { isRefused } from "../wire/refusals";
import type { Participant } from "../wire/shapes";
import { TwoDigits } from "./two-digits";
import { lobbyWords } from "./words";

const useStyles = makeStyles({
  form: { display: "contents" },
  hint: { margin: 0, maxWidth: "64ch", color: tokens.colorNeutralForeground2, textWrap: "pretty" },
  wrong: { color: tokens.colorStatusDangerForeground1, fontWeight: tokens.fontWeightSemibold },
});

export interface LobbyCardProps {
  readonly api: Pick<Api, "admit" | "turnAway">;
  readonly callId: string;
  readonly customer: Participant;
  /** The customer's page has not been heard of for a while. */
  readonly silent: boolean;
  /** The call has changed. */
  readonly onChanged: () => void;
  /** Other things to do, below the card's own two buttons. */
  readonly children?: ReactNode;
}

/** Somebody used the PIN: takes the two digits that the voice on the phone reads out. */
export function LobbyCard({ api, callId, customer, silent, onChanged, children }: LobbyCardProps): ReactNode {
  const words = useWords(lobbyWords);
  const { format } = useSpeech();
  const styles = useStyles();
  const controls = useControls();
  const now = useNow();
  const hint = useId();
  const field = useRef<HTMLInputElement>(null);
  const [digits, setDigits] = useState("");
  const [complaint, setComplaint] = useState<string | null>(null);
  const { participant_id, match_attempts_left } = customer;
  const choosing = !Object.values(customer.consents).includes(true);

  const admit = useAction(async (code: string) => {
    try {
      await api.admit(callId, participant_id, code);
    } catch (error) {
      if (!isRefused(error, "match_code_wrong")) throw error;
      setDigits("");
      const left = error.attemptsLeft ?? 0;
      setComplaint(left > 0 ? words.wrong(left) : words.wrongAgain);
      field.current?.focus();
    } finally {
      onChanged();
    }
  });
  const turnAway = useAction(async () => {
    await api.turnAway(callId, participant_id);
    onChanged();
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (digits.length === 2) return admit.run(digits);
    setComplaint(words.incomplete);
    field.current?.focus();
  };

  return (
    <StageCard
      test="waiting-customer"
      heading={words.ask}
      icon={<Pill large>{words.used(format.ago(now - Date.parse(customer.redeemed_at)))}</Pill>}
    >
      <form className={styles.form} onSubmit={submit} noValidate>
        <TwoDigits
          ref={field}
          value={digits}
          onChange={(next) => {
            setDigits(next);
            setComplaint(null);
          }}
          label={words.field}
          describedBy={hint}
          wrong={complaint !== null}
        />
        <p id={hint} className={mergeClasses(styles.hint, complaint !== null && styles.wrong)} role="status">
          {complaint ?? `${words.tries(match_attempts_left)} ${words.blind}`}
        </p>
        {choosing && !silent ? <CardText>{words.choosing}</CardText> : null}
        {silent ? (
          <CardText>{words.silent(format.ago(now - Date.parse(customer.last_seen_at)))}</CardText>
        ) : null}
        <TroubleNote trouble={admit.trouble ?? turnAway.trouble} />
        <CardActions>
          <Button
            type="submit"
            appearance="primary"
            size="large"
            className={controls.primary}
            icon={admit.busy ? <Spinner size="tiny" appearance="inverted" aria-hidden="true" /> : null}
            disabledFocusable={admit.busy || turnAway.busy}
            data-test="admit"
          >
            {admit.busy ? words.lettingIn : words.letIn}
            {admit.busy ? null : <Kbd of="Enter" />}
          </Button>
          <Button
            size="large"
            className={mergeClasses(controls.primary, controls.parting)}
            disabledFocusable={admit.busy || turnAway.busy}
            onClick={() => turnAway.run()}
            data-test="turn-away"
          >
            {words.turnAway}
          </Button>
        </CardActions>
      </form>
      {children}
    </StageCard>
  );
}
