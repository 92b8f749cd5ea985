import { Button } from "@fluentui/react-components";
import { CheckmarkRegular } from "@fluentui/react-icons/svg/checkmark";
import { CopyRegular } from "@fluentui/react-icons/svg/copy";
import type { ReactNode } from "react";
import { Kbd } from "../keys/kbd";
import { useShortcut, useShortcutsEnabled } from "../keys/shortcuts";
import { useWords } from "../language/provider";
import { useControls } from "../look/controls";
import { useCopy } from "../look/use-copy";
import { pinWords } from "./words";

/** Puts the PIN on the clipboard, and says so. */
export function CopyButton({ text }: { readonly text: string }): ReactNode {
  const words = useWords(pinWords);
  const controls = useControls();
  const shortcuts = useShortcutsEnabled();
  const { copied, copy } = useCopy(text, words);
  useShortcut("C", copy);
  return (
    <Button
      className={controls.roomy}
      icon={copied ? <CheckmarkRegular /> : <CopyRegular />}
      aria-keyshortcuts={shortcuts ? "C" : undefined}
      onClick={copy}
    >
      {copied ? words.copied : words.copy}
      <Kbd of="C" />
    </Button>
  );
}
