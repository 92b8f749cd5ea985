import type { Language } from "../language.js";
import { after as en, type WordsAfter } from "./en.js";

/** What is said once a code was accepted; English where a language cannot be fetched. Never rejects. */
export async function wordsAfter(language: Language): Promise<WordsAfter> {
  try {
    if (language === "cs") return (await import("./cs.js")).after;
    if (language === "ko") return (await import("./ko.js")).after;
  } catch {
    // Better in English than not at all.
  }
  return en;
}
