/** How a bank makes the widget its own. */

/** The tokens, each a custom property `--assisted-chat-<name>` that a page may set in CSS as well. */
export const TOKENS = {
  accent: "the filled button, focus, the mark",
  "on-accent": "text on the accent",
  ink: "text",
  quiet: "lesser text",
  line: "hairlines",
  paper: "the panel",
  tint: "fields and plain notes",
  ok: "sharing, good news",
  bad: "refusals, hanging up",
  "warn-tint": "behind warnings",
  radius: "the panel's corners; controls follow",
  font: "the font family",
} as const;

export type TokenName = keyof typeof TOKENS;
export type Tokens = Readonly<Partial<Record<TokenName, string>>>;

export interface Theme {
  /** Follows the person's system unless given. */
  readonly scheme?: "light" | "dark";
  /** A letter or two in the mark at the panel's top. */
  readonly mark?: string;
  readonly tokens?: Tokens;
  /** What differs in the dark. */
  readonly darkTokens?: Tokens;
}
