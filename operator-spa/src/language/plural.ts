import type { Language } from "./language";

/** The plural categories that each language really has. */
interface Categories {
  cs: "one" | "few" | "many" | "other";
  en: "one" | "other";
  ko: "other";
}
export type PluralForms<L extends Language> = Readonly<Record<Categories[L], string>>;

/**
 * Chooses the form for a number; `#` in it becomes the number as that language writes it.
 *
 * @example
 * const cs = pluralIn("cs");
 * cs(2, { one: "# pokus", few: "# pokusy", many: "# pokusu", other: "# pokusů" }); // "2 pokusy"
 */
export function pluralIn<L extends Language>(language: L): (count: number, forms: PluralForms<L>) => string {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (count, forms) => {
    const all: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> = forms;
    const form = all[rules.select(count)] ?? all.other ?? "";
    return form.replaceAll("#", numbers.format(count));
  };
}
