import type { Language } from "../language.js";
import { before as en, type WordsBefore } from "./en.js";

/** What is said until a code is accepted; English where a language cannot be fetched. Never rejects. */
export async function wordsBefore(language: Language): Promise<WordsBefore> {
  try {
    if (language === "cs") return (await import("./cs.js")).before;
    if (language === "ko") return (await import("./ko.js")).before;
  } catch {
    // Better in English than not at all.
  }
  return en;
}
