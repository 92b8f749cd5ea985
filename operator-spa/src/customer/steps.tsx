import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useWords } from "../language/provider";
import { customerWords } from "./words";

const useStyles = makeStyles({
  card: { display: "grid", gap: tokens.spacingVerticalL },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  steps: { listStyleType: "none", margin: 0, padding: 0, display: "grid", gap: tokens.spacingVerticalM },
  step: { display: "flex", alignItems: "baseline", gap: tokens.spacingHorizontalM },
  number: {
    flexShrink: 0,
    display: "inline-grid",
    placeItems: "center",
    width: "24px",
    height: "24px",
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
  },
});

/** What happens at the other end while the operator waits. */
export function Steps(): ReactNode {
  const { heading, lines } = useWords(customerWords).steps;
  const styles = useStyles();
  return (
    <section className={styles.card}>
      <h2 className={styles.heading}>{heading}</h2>
      <ol className={styles.steps}>
        {lines.map((line, place) => (
          <li key={line} className={styles.step}>
            <span className={styles.number} aria-hidden="true">
              {place + 1}
            </span>
            {line}
          </li>
        ))}
      </ol>
    </section>
  );
}
