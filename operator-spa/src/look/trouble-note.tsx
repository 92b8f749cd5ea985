import {
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Button,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTroubleWords } from "../language/trouble-words";
import type { ApiError } from "../wire/refusals";

const useStyles = makeStyles({ note: { width: "100%", textAlign: "start", boxSizing: "border-box" } });

/** Says what went wrong with the last thing asked for; nothing when nothing did. */
export function TroubleNote(props: {
  readonly trouble: ApiError | null;
  /** Offers to do it again. */
  readonly again?: { readonly label: string; readonly run: () => void };
}): ReactNode {
  const styles = useStyles();
  const inWords = useTroubleWords();
  if (props.trouble === null) return null;
  return (
    <MessageBar intent="error" className={styles.note} role="alert">
      <MessageBarBody>{inWords(props.trouble)}</MessageBarBody>
      {props.again ? (
        <MessageBarActions>
          <Button onClick={props.again.run}>{props.again.label}</Button>
        </MessageBarActions>
      ) : null}
    </MessageBar>
  );
}
