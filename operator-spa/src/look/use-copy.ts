import { useEffect, useState } from "react";
import { useAnnounce } from "../announce/announcer";

const SHOWN_FOR_MS = 2_000;

/** Puts a text on the clipboard, says aloud whether that worked, and tells for two seconds that it did. */
export function useCopy(
  text: string,
  words: { readonly copied: string; readonly copyFailed: string },
): { readonly copied: boolean; readonly copy: () => void } {
  const announce = useAnnounce();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_FOR_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => {
        setCopied(true);
        announce(words.copied);
      },
      () => announce(words.copyFailed),
    );
  };
  return { copied, copy };
}
