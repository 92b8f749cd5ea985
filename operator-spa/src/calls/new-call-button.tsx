import { Button, makeStyles, Spinner } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons/svg/add";
import type { ReactNode } from "react";
import { Kbd } from "../keys/kbd";
import { useShortcut, useShortcutsEnabled } from "../keys/shortcuts";
import { useWords } from "../language/provider";
import { singleClick } from "../look/single-click";
import { callsWords } from "./words";

const useStyles = makeStyles({ button: { width: "100%", minHeight: "48px" } });

/** One click: a call and its PIN. */
export function NewCallButton(props: { readonly busy: boolean; readonly onPress: () => void }): ReactNode {
  const words = useWords(callsWords);
  const styles = useStyles();
  const shortcuts = useShortcutsEnabled();
  useShortcut("N", props.busy ? null : props.onPress);
  return (
    <Button
      appearance="primary"
      size="large"
      className={styles.button}
      icon={props.busy ? <Spinner size="tiny" appearance="inverted" aria-hidden="true" /> : <AddRegular />}
      disabledFocusable={props.busy}
      aria-keyshortcuts={shortcuts ? "N" : undefined}
      onClick={singleClick(props.onPress)}
      data-test="new-call"
    >
      {props.busy ? words.makingCall : words.newCall}
      {props.busy ? null : <Kbd of="N" />}
    </Button>
  );
}
