import { Badge, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { CheckmarkRegular } from "@fluentui/react-icons/svg/checkmark";
import { SubtractRegular } from "@fluentui/react-icons/svg/subtract";
import type { ReactNode } from "react";
import { useSpeech, useWords } from "../language/provider";
import { ForTheEar } from "../look/hidden";
import type { Participant } from "../wire/shapes";
import { customerWords } from "./words";

const useStyles = makeStyles({
  card: { display: "grid", gap: tokens.spacingVerticalL },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  facts: {
    display: "grid",
    gridTemplateColumns: "minmax(0, auto) minmax(0, 1fr)",
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
  },
  name: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: "anywhere" },
  consents: { listStyleType: "none", margin: 0, padding: 0, display: "grid", gap: "2px" },
  consent: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalXS },
  given: { color: tokens.colorStatusSuccessForeground1 },
  withheld: { color: tokens.colorNeutralForeground2 },
  note: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

const CONSENTS = ["screen", "microphone", "camera"] as const;

/** What is known of a customer, and what is only said: the two are kept apart. */
export function CustomerCard({ customer }: { readonly customer: Participant }): ReactNode {
  const words = useWords(customerWords);
  const { format, language } = useSpeech();
  const styles = useStyles();
  const { admitted_at, authenticated, display_name, redeemed_at, subject } = customer;
  return (
    <section className={styles.card}>
      <h2 className={styles.heading}>{words.heading}</h2>
      <dl className={styles.facts}>
        <Fact name={words.authenticated}>
          <Badge appearance="tint" color={authenticated ? "success" : "subtle"} size="large">
            {authenticated ? words.yes : words.no}
          </Badge>
        </Fact>
        {authenticated && subject !== null ? <Fact name={words.subject}>{subject}</Fact> : null}
        {customer.context.map(({ name, value }) => (
          <Fact key={name} name={name}>
            {valueInWords(value)}
          </Fact>
        ))}
        <Fact name={words.says}>
          {display_name === null ? words.saysNothing : words.quoted(display_name)}
        </Fact>
        <Fact name={admitted_at === null ? words.waitingSince : words.inCallSince}>
          {format.timeOfDay(Date.parse(admitted_at ?? redeemed_at))}
        </Fact>
        <Fact name={words.agreed}>
          <ul className={styles.consents}>
            {CONSENTS.map((kind) => (
              <Consent key={kind} given={customer.consents[kind]} what={words.consents[kind]} />
            ))}
          </ul>
        </Fact>
      </dl>
      {customer.authentication_reason !== null && !authenticated ? (
        <p className={styles.note}>{words.notVerified}</p>
      ) : null}
    </section>
  );

  function valueInWords(value: string | number | boolean): string {
    if (typeof value === "boolean") return value ? words.yes : words.no;
    return typeof value === "number" ? value.toLocaleString(language) : value;
  }
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{children}</dd>
    </>
  );
}

function Consent({ given, what }: { readonly given: boolean; readonly what: string }): ReactNode {
  const styles = useStyles();
  const words = useWords(customerWords);
  return (
    <li className={mergeClasses(styles.consent, given ? styles.given : styles.withheld)}>
      {given ? <CheckmarkRegular aria-hidden="true" /> : <SubtractRegular aria-hidden="true" />}
      {what}
      <ForTheEar>: {given ? words.yes : words.no}</ForTheEar>
    </li>
  );
}
