import type { WordsBefore } from "./en.js";

/** What is said until a code is accepted, in Czech. */
export const before: WordsBefore = {
  title: "Pomoc od banky",
  launcher: "Pomoc s formulářem",
  returning: "Hledáme váš hovor…",
  close: "Zavřít",
  fold: "Sbalit",
  step: "Krok {step} ze 3",

  pinHeading: "Zadejte kód, který vám řekne operátor",
  pinLabel: "Kód od operátora",
  pinHint: "{count} číslic. Můžete je také vložit.",
  pinSubmit: "Pokračovat",
  pinSending: "Ověřujeme kód…",
  pinIncomplete: "Kód má {count} číslic. Požádejte operátora, ať ho zopakuje.",
  pinMistyped: "Některá číslice nesedí. Porovnejte je s operátorem.",
  pinRefused: "Tento kód neplatí. Požádejte operátora o nový.",
  pinTooMany: "Odsud se zkoušelo příliš mnoho kódů. Znovu to půjde za: {time}",
  pinAway: "Služba teď neodpovídá. Zkoušíme to dál, nechte okno otevřené.",
  pinFailed: "Něco na naší straně nefunguje. Řekněte to operátorovi.",
  neverAsk: "Nikdy se neptáme na heslo, číslo karty ani jednorázové kódy.",
  cannotShare:
    "Tento prohlížeč neumí stránku sdílet. S operátorem si přesto můžete promluvit a vidět ho. Chcete-li sdílet, otevřete stránku na počítači v Chromu nebo Edgi.",
};
