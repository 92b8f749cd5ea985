/** The languages of the app, and which one this page speaks. */
export const LANGUAGES = ["cs", "en", "ko"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The same words in every language; a missing one does not compile. */
export type InEveryLanguage<Words> = Readonly<Record<Language, Words>>;

/** Each language by its own name, as its speakers look for it. */
export const LANGUAGE_NAMES: InEveryLanguage<string> = {
  cs: "Čeština",
  en: "English",
  ko: "한국어",
};

/** `?lang=` if it is one of ours, else the first of the browser's that is, else Czech. */
export function chooseLanguage(search: string, browsers: readonly string[]): Language {
  const asked = new URLSearchParams(search).get("lang");
  const wanted = [asked ?? "", ...browsers].map((tag) => tag.toLowerCase().split("-")[0]);
  return wanted.map((tag) => LANGUAGES.find((ours) => ours === tag)).find(Boolean) ?? "cs";
}

/** The page's address speaking `language`, so that a reload or a sign-in comes back to it. */
export function withLanguage(address: URL, language: Language): URL {
  const next = new URL(address);
  next.searchParams.set("lang", language);
  return next;
}
