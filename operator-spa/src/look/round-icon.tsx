import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  round: {
    display: "grid",
    placeItems: "center",
    width: "64px",
    height: "64px",
    borderRadius: tokens.borderRadiusCircular,
    fontSize: "30px",
  },
  calm: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorBrandForeground2 },
  good: {
    backgroundColor: tokens.colorStatusSuccessBackground1,
    color: tokens.colorStatusSuccessForeground1,
  },
  warn: {
    backgroundColor: tokens.colorStatusWarningBackground1,
    color: tokens.colorStatusWarningForeground3,
  },
  bad: { backgroundColor: tokens.colorStatusDangerBackground1, color: tokens.colorStatusDangerForeground1 },
});

/** A picture for the state a card describes; the card's words say the same, so it is silent. */
export function RoundIcon(props: {
  readonly tone: "calm" | "good" | "warn" | "bad";
  readonly children: ReactNode;
}): ReactNode {
  const styles = useStyles();
  return (
    <span className={mergeClasses(styles.round, styles[props.tone])} aria-hidden="true">
      {props.children}
    </span>
  );
}
