import { Button } from "@fluentui/react-components";
import { CheckmarkRegular } from "@fluentui/react-icons/svg/checkmark";
import { CopyRegular } from "@fluentui/react-icons/svg/copy";
import { useEffect, useState, type ReactNode } from "react";
import { useAnnounce } from "../announce/announcer";
import { Kbd } from "../keys/kbd";
import { useShortcut, useShortcutsEnabled } from "../keys/shortcuts";
import { useWords } from "../language/provider";
import { useControls } from "../look/controls";
import { pinWords } from "./words";

const SHOWN_FOR_MS = 2_000;

/** Puts the PIN on the clipboard, and says so. */
export function CopyButton({ text }: { readonly text: string }): ReactNode {
  const words = useWords(pinWords);
  const controls = useControls();
  const announce = useAnnounce();
  const shortcuts = useShortcutsEnabled();
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => {
        setCopied(true);
        announce(words.copied);
      },
      () => announce(words.copyFailed),
    );
  };
  useShortcut("C", copy);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_FOR_MS);
    return () => clearTimeout(timer);
  }, [copied]);
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
