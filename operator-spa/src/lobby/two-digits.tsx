import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useState, type ReactNode, type Ref } from "react";

const useStyles = makeStyles({
  field: { position: "relative", display: "flex", gap: tokens.spacingHorizontalM },
  // The one real field lies over the boxes that draw it.
  input: {
    position: "absolute",
    inset: 0,
    width: "100%",
    height: "100%",
    margin: 0,
    padding: 0,
    border: "none",
    opacity: 0,
    fontSize: "16px",
    cursor: "text",
  },
  box: {
    display: "grid",
    placeItems: "center",
    width: "76px",
    height: "92px",
    boxSizing: "border-box",
    border: `2px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: "14px",
    backgroundColor: tokens.colorNeutralBackground2,
    fontSize: "48px",
    fontWeight: tokens.fontWeightBold,
    fontVariantNumeric: "tabular-nums",
  },
  here: {
    border: `2px solid ${tokens.colorCompoundBrandStroke}`,
    boxShadow: `0 0 0 4px ${tokens.colorBrandBackground2Hover}`,
  },
  wrong: { border: `2px solid ${tokens.colorStatusDangerForeground1}` },
});

export interface TwoDigitsProps {
  readonly value: string;
  readonly onChange: (digits: string) => void;
  readonly label: string;
  readonly describedBy: string;
  readonly wrong: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

/** A field for exactly two digits: one input to the machine, two boxes to the eye. */
export function TwoDigits({ value, onChange, label, describedBy, wrong, ref }: TwoDigitsProps): ReactNode {
  const styles = useStyles();
  const [focused, setFocused] = useState(false);
  const next = Math.min(value.length, 1);
  return (
    <div className={styles.field}>
      <input
        ref={ref}
        className={styles.input}
        value={value}
        onChange={(event) => onChange(event.target.value.replace(/\D/g, "").slice(0, 2))}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        inputMode="numeric"
        autoComplete="off"
        maxLength={2}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={wrong}
        data-arrive="field"
        data-test="match-code-input"
      />
      {[0, 1].map((place) => (
        <span
          key={place}
          aria-hidden="true"
          className={mergeClasses(
            styles.box,
            wrong && styles.wrong,
            focused && place === next && styles.here,
          )}
        >
          {value.charAt(place)}
        </span>
      ))}
    </div>
  );
}
