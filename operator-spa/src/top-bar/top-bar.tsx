import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useWords } from "../language/provider";
import { LanguageMenu } from "./language-menu";
import { Mark } from "./mark";
import { topBarWords } from "./words";

const useStyles = makeStyles({
  bar: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    minHeight: "52px",
    boxSizing: "border-box",
    paddingInline: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    "@media (max-width: 640px)": { paddingInline: tokens.spacingHorizontalS, gap: 0 },
  },
  name: {
    marginInlineStart: tokens.spacingHorizontalS,
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: "nowrap",
    "@media (max-width: 480px)": { display: "none" },
  },
  space: { flexGrow: 1 },
});

export interface TopBarProps {
  /** Switches and readiness, shown before the language. */
  readonly tools?: ReactNode;
  /** Who is signed in. */
  readonly person?: ReactNode;
}

/** The strip along the top: whose app this is, its switches, and who sits here. */
export function TopBar({ tools, person }: TopBarProps): ReactNode {
  const words = useWords(topBarWords);
  const styles = useStyles();
  return (
    <header className={styles.bar}>
      <Mark label={words.app} />
      <span className={styles.name} aria-hidden="true">
        {words.app}
      </span>
      <span className={styles.space} />
      {tools}
      <LanguageMenu />
      {person}
    </header>
  );
}
