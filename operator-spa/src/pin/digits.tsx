import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { ForTheEar } from "../look/hidden";

const useStyles = makeStyles({
  digits: {
    display: "block",
    margin: 0,
    // Legible from a metre on a desk, and still on one line on a phone.
    fontSize: "clamp(2rem, 13.2cqi, 5.5rem)",
    fontWeight: tokens.fontWeightBold,
    lineHeight: 1.1,
    fontVariantNumeric: "tabular-nums",
    letterSpacing: "0.01em",
    whiteSpace: "nowrap",
    userSelect: "all",
  },
  group: { "&:not(:first-child)": { marginInlineStart: "0.12em" } },
});

/** How a screen reader says it: digit by digit, with a breath between the groups. */
export function spoken(display: string): string {
  return display
    .split(" ")
    .map((group) => Array.from(group).join(" "))
    .join(", ");
}

/** The PIN, as large as there is room for, in the groups in which it is read out. */
export function Digits({ display }: { readonly display: string }): ReactNode {
  const styles = useStyles();
  const groups = display.split(" ");
  return (
    <div>
      <span className={styles.digits} aria-hidden="true" data-test="pin">
        {groups.map((group, place) => (
          <span key={place}>
            {place > 0 ? " " : ""}
            <span className={styles.group}>{group}</span>
          </span>
        ))}
      </span>
      <ForTheEar>{spoken(display)}</ForTheEar>
    </div>
  );
}
