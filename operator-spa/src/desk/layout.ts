import { makeStyles, tokens } from "@fluentui/react-components";

const NARROW = "@media (max-width: 760px)";
const MIDDLING = "@media (min-width: 761px) and (max-width: 1180px)";

/** Three columns on a desk, two with the customer below on a tablet, one on a phone. */
export const useLayout = makeStyles({
  desk: {
    height: "100dvh",
    display: "grid",
    gridTemplateRows: "auto auto minmax(0, 1fr)",
    gridTemplateColumns: "272px minmax(0, 1fr) 332px",
    gridTemplateAreas: '"top top top" "bars bars bars" "calls stage side"',
    color: tokens.colorNeutralForeground1,
    [MIDDLING]: {
      gridTemplateRows: "auto auto minmax(0, 1fr) auto",
      gridTemplateColumns: "248px minmax(0, 1fr)",
      gridTemplateAreas: '"top top" "bars bars" "calls stage" "calls side"',
    },
    [NARROW]: {
      height: "auto",
      minHeight: "100dvh",
      gridTemplateRows: "auto auto auto minmax(min-content, 1fr) auto",
      gridTemplateColumns: "minmax(0, 1fr)",
      gridTemplateAreas: '"top" "bars" "calls" "stage" "side"',
    },
  },
  noSide: {
    gridTemplateColumns: "272px minmax(0, 1fr)",
    gridTemplateAreas: '"top top" "bars bars" "calls stage"',
    [MIDDLING]: {
      gridTemplateRows: "auto auto minmax(0, 1fr)",
      gridTemplateAreas: '"top top" "bars bars" "calls stage"',
    },
    [NARROW]: {
      gridTemplateAreas: '"top" "bars" "calls" "stage"',
      gridTemplateRows: "auto auto auto minmax(min-content, 1fr)",
    },
  },
  /** Full screen: the call and nothing else. */
  callOnly: {
    gridTemplateRows: "auto minmax(0, 1fr)",
    gridTemplateColumns: "minmax(0, 1fr)",
    gridTemplateAreas: '"bars" "stage"',
    [MIDDLING]: {
      gridTemplateRows: "auto minmax(0, 1fr)",
      gridTemplateColumns: "minmax(0, 1fr)",
      gridTemplateAreas: '"bars" "stage"',
    },
    [NARROW]: {
      height: "100dvh",
      gridTemplateRows: "auto minmax(0, 1fr)",
      gridTemplateAreas: '"bars" "stage"',
    },
  },
  top: { gridArea: "top" },
  calls: {
    gridArea: "calls",
    boxSizing: "border-box",
    overflowY: "auto",
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    [NARROW]: {
      overflowY: "visible",
      borderRight: "none",
      borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
      gap: tokens.spacingVerticalS,
    },
  },
  stage: { gridArea: "stage", overflowY: "auto", minWidth: 0, [NARROW]: { overflowY: "visible" } },
  side: {
    gridArea: "side",
    boxSizing: "border-box",
    overflowY: "auto",
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    [MIDDLING]: {
      flexDirection: "row",
      alignItems: "flex-start",
      borderLeft: "none",
      borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
      maxHeight: "40vh",
    },
    [NARROW]: {
      overflowY: "visible",
      borderLeft: "none",
      borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    },
  },
});
