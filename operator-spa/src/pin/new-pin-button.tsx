import { Button, Spinner } from "@fluentui/react-components";
import { ArrowClockwiseRegular } from "@fluentui/react-icons/svg/arrow-clockwise";
import type { ReactNode } from "react";
import { Kbd } from "../keys/kbd";
import { useShortcut, useShortcutsEnabled } from "../keys/shortcuts";
import { useWords } from "../language/provider";
import { useControls } from "../look/controls";
import { singleClick } from "../look/single-click";
import { pinWords } from "./words";

/** Makes another PIN. `wanted` makes it the card's filled button. */
export function NewPinButton(props: {
  readonly wanted?: boolean;
  /** Whether the key P does the same; not where a slip would turn somebody away. */
  readonly byKey?: boolean;
  readonly busy: boolean;
  readonly onPress: () => void;
}): ReactNode {
  const words = useWords(pinWords);
  const controls = useControls();
  const shortcuts = useShortcutsEnabled();
  const { byKey = true } = props;
  useShortcut("P", byKey && !props.busy ? props.onPress : null);
  return (
    <Button
      appearance={props.wanted ? "primary" : "secondary"}
      size={props.wanted ? "large" : "medium"}
      className={props.wanted ? controls.primary : controls.roomy}
      icon={props.busy ? <Spinner size="tiny" aria-hidden="true" /> : <ArrowClockwiseRegular />}
      disabledFocusable={props.busy}
      aria-keyshortcuts={shortcuts && byKey ? "P" : undefined}
      onClick={singleClick(props.onPress)}
      data-test="new-pin"
    >
      {props.busy ? words.makingPin : words.newPin}
      {props.busy || !byKey ? null : <Kbd of="P" />}
    </Button>
  );
}
