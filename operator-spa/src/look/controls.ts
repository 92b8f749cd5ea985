import { makeStyles, tokens } from "@fluentui/react-components";

/** Buttons a finger can hit, and the colours of those that end something. */
export const useControls = makeStyles({
  roomy: { minHeight: "44px", minWidth: "44px" },
  primary: { minHeight: "48px", paddingInline: tokens.spacingHorizontalXXL },
  /** Turns somebody away or cancels: red words, no red area, so that it never outshines the next step. */
  parting: {
    color: tokens.colorStatusDangerForeground1,
    ":hover": { color: tokens.colorStatusDangerForeground1 },
    ":hover:active": { color: tokens.colorStatusDangerForeground1 },
  },
  /** Ends the call: the one red area of the app. */
  ending: {
    backgroundColor: tokens.colorStatusDangerBackground3,
    color: tokens.colorNeutralForegroundOnBrand,
    border: "none",
    ":hover": {
      backgroundColor: tokens.colorStatusDangerBackground3Hover,
      color: tokens.colorNeutralForegroundOnBrand,
    },
    ":hover:active": {
      backgroundColor: tokens.colorStatusDangerBackground3Pressed,
      color: tokens.colorNeutralForegroundOnBrand,
    },
  },
});
