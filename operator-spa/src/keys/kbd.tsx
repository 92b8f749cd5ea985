import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useShortcutsEnabled, type ShortcutKey } from "./shortcuts";

const useStyles = makeStyles({
  kbd: {
    marginInlineStart: tokens.spacingHorizontalS,
    padding: "0 5px",
    border: "1px solid currentColor",
    borderRadius: "4px",
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase100,
    fontWeight: tokens.fontWeightSemibold,
    lineHeight: tokens.lineHeightBase200,
    opacity: 0.85,
    // Drawn, not written: it is no part of the button's name.
    "::before": { content: "attr(data-key)" },
    // Nobody presses a letter on a phone.
    "@media (hover: none), (max-width: 760px)": { display: "none" },
  },
});

/**
 * The key that does the same as the button around it. Hidden from screen readers, which are told
 * by the button's `aria-keyshortcuts`.
 */
export function Kbd({ of: key }: { readonly of: ShortcutKey | "Enter" }): ReactNode {
  const styles = useStyles();
  const enabled = useShortcutsEnabled();
  if (!enabled && key !== "Enter") return null;
  return <kbd className={styles.kbd} data-key={key} aria-hidden="true" />;
}
