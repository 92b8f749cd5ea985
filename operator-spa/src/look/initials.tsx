import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  // Drawn, not written: beside the name itself the letters would only be read twice.
  initials: {
    flexShrink: 0,
    display: "inline-grid",
    placeItems: "center",
    borderRadius: tokens.borderRadiusCircular,
    fontWeight: tokens.fontWeightSemibold,
    "::before": { content: "attr(data-initials)" },
  },
  small: { width: "32px", height: "32px", fontSize: tokens.fontSizeBase200 },
  large: { width: "56px", height: "56px", fontSize: tokens.fontSizeBase500 },
  brand: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorBrandForeground2 },
  glass: { backgroundColor: "rgba(255, 255, 255, 0.16)", color: "#ffffff" },
});

/** A person's initials in a circle, for where there is no picture of them. */
export function Initials(props: {
  readonly name: string;
  readonly size?: "small" | "large";
  /** `glass` is for dark pictures, whatever the theme. */
  readonly tone?: "brand" | "glass";
}): ReactNode {
  const styles = useStyles();
  const { name, size = "small", tone = "brand" } = props;
  return (
    <span
      className={mergeClasses(styles.initials, styles[size], styles[tone])}
      data-initials={initialsOf(name)}
      aria-hidden="true"
    />
  );
}

/** The first letters of the first and the last word; Hangul names are short enough for one. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => Array.from(word ?? "")[0]?.toLocaleUpperCase() ?? "").join("");
}
