import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  place: {
    minHeight: "100%",
    boxSizing: "border-box",
    display: "grid",
    placeItems: "center",
    padding: tokens.spacingHorizontalXXL,
    containerType: "inline-size",
    "@media (max-width: 640px)": { padding: tokens.spacingHorizontalM },
  },
  card: {
    boxSizing: "border-box",
    width: "100%",
    maxWidth: "680px",
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    gap: tokens.spacingVerticalL,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXXXL}`,
    textAlign: "center",
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    borderRadius: "20px",
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    boxShadow: tokens.shadow4,
    "@media (max-width: 640px)": {
      padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalL}`,
      borderRadius: "16px",
    },
  },
  heading: {
    margin: 0,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
    textWrap: "balance",
    ":focus-visible": { outline: "none" },
  },
  quietHeading: {
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground2,
  },
  text: {
    margin: 0,
    maxWidth: "52ch",
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase500,
    color: tokens.colorNeutralForeground2,
    textWrap: "pretty",
  },
  aside: {
    alignSelf: "stretch",
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "center",
    gap: tokens.spacingHorizontalM,
    marginTop: tokens.spacingVerticalS,
    paddingTop: tokens.spacingVerticalL,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  actions: {
    display: "flex",
    flexWrap: "wrap",
    justifyContent: "center",
    gap: tokens.spacingHorizontalM,
    marginTop: tokens.spacingVerticalS,
  },
});

export interface StageCardProps {
  readonly heading: string;
  /** A heading that only names the large thing under it. */
  readonly quiet?: boolean;
  readonly icon?: ReactNode;
  /** The card's name for tests. */
  readonly test?: string;
  readonly children?: ReactNode;
}

/** The one card in the middle of the page that answers "what do I do now?". */
export function StageCard({ heading, quiet = false, icon, test, children }: StageCardProps): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.place}>
      <section className={styles.card} data-test={test}>
        {icon}
        <h1
          className={mergeClasses(styles.heading, quiet && styles.quietHeading)}
          tabIndex={-1}
          data-arrive="heading"
        >
          {heading}
        </h1>
        {children}
      </section>
    </div>
  );
}

/** A paragraph of the card. */
export function CardText({ children }: { readonly children: ReactNode }): ReactNode {
  return <p className={useStyles().text}>{children}</p>;
}

/** Something less likely to be wanted, below a line, with what it would mean. */
export function Aside(props: { readonly note: string; readonly children: ReactNode }): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.aside}>
      <span>{props.note}</span>
      {props.children}
    </div>
  );
}

/** The card's buttons, the one that is wanted most first. */
export function CardActions({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className={useStyles().actions}>{children}</div>;
}
