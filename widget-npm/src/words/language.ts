/** Which language to speak, and filling its texts in. */

export type Language = "cs" | "en" | "ko";

/** Names the wording of the consent texts; raise it when their meaning changes. */
const WORDING = "2026-11";

/** The first language of ours among those wished for, else Czech. Takes tags such as `en-GB`. */
export function chooseLanguage(wished: readonly (string | null | undefined)[]): Language {
  for (const tag of wished) {
    const language = tag?.toLowerCase().split(/[-_]/)[0];
    if (language === "cs" || language === "en" || language === "ko") return language;
  }
  return "cs";
}

/** Which wording the customer has before them, as it is kept with their consent. */
export function textVersion(language: Language): string {
  return `${WORDING}.${language}`;
}

/** A text with its `{places}` filled in. */
export function fill(text: string, places: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, place: string) => String(places[place] ?? whole));
}

/** The page's language, else the browser's, else Czech. */
export function preferredLanguage(): Language {
  return chooseLanguage([document.documentElement.lang, ...navigator.languages]);
}
