import { useEffect, useMemo, useState } from "react";
import type { Language } from "./language.js";
import type { Words } from "./words.js";

/**
 * The words that `load` brings, with the page's own over them; null until they are here, and while
 * there is nothing to load them with.
 */
export function useWords<T extends Partial<Words>>(
  load: ((language: Language) => Promise<T>) | undefined,
  language: Language,
  messages: Partial<Words>,
): T | null {
  const [found, setFound] = useState<{ language: Language; words: T } | null>(null);
  useEffect(() => {
    let current = true;
    void load?.(language).then((words) => current && setFound({ language, words }));
    return () => {
      current = false;
    };
  }, [load, language]);
  return useMemo(
    () => (found?.language === language ? { ...found.words, ...messages } : null),
    [found, language, messages],
  );
}
