import { makeStyles, tokens } from "@fluentui/react-components";
import { ChatMultipleFilled } from "@fluentui/react-icons/svg/chat-multiple";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  mark: {
    flexShrink: 0,
    display: "grid",
    placeItems: "center",
    width: "32px",
    height: "32px",
    borderRadius: "9px",
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    fontSize: "18px",
  },
});

/** The app's mark. */
export function Mark({ label }: { readonly label: string }): ReactNode {
  return (
    <span className={useStyles().mark} role="img" aria-label={label}>
      <ChatMultipleFilled />
    </span>
  );
}
