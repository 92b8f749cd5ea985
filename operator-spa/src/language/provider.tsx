import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { createFormat, type Format } from "./format";
import { withLanguage, type InEveryLanguage, type Language } from "./language";

interface Speech {
  readonly language: Language;
  readonly format: Format;
  readonly speak: (language: Language) => void;
}

const SpeechContext = createContext<Speech | null>(null);

/** Speaks `initial` until another language is chosen; the page's address and `lang` follow. */
export function LanguageProvider(props: {
  readonly initial: Language;
  readonly children: ReactNode;
}): ReactNode {
  const [language, setLanguage] = useState(props.initial);
  const speak = useCallback((next: Language) => {
    history.replaceState(history.state, "", withLanguage(new URL(location.href), next));
    setLanguage(next);
  }, []);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const speech = useMemo(() => ({ language, format: createFormat(language), speak }), [language, speak]);
  return <SpeechContext value={speech}>{props.children}</SpeechContext>;
}

/** The language that is spoken, how it writes times, and the way to choose another. */
export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (speech === null) throw new Error("useSpeech: put a <LanguageProvider> around the view.");
  return speech;
}

/** A room's words in the language that is spoken. */
export function useWords<Words>(words: InEveryLanguage<Words>): Words {
  return words[useSpeech().language];
}
