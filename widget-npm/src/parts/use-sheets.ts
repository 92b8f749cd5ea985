import { useLayoutEffect } from "react";

/** Style sheets by their text, so that two widgets on one page share them. */
const made = new Map<string, CSSStyleSheet>();

/** Adopts style sheets into a shadow root: no `<style>` element, so the strictest policy lets them through. */
export function useSheets(shadow: ShadowRoot, ...texts: readonly string[]): void {
  const all = texts.join("\n");
  useLayoutEffect(() => {
    adopt(shadow, sheetOf(all));
  }, [shadow, all]);
}

function adopt(shadow: ShadowRoot, sheet: CSSStyleSheet | null): void {
  if (sheet) shadow.adoptedStyleSheets = [sheet];
}

/** Null where there is no engine to draw with (jsdom). */
function sheetOf(text: string): CSSStyleSheet | null {
  if (!("replaceSync" in CSSStyleSheet.prototype)) return null;
  let found = made.get(text);
  if (!found) {
    found = new CSSStyleSheet();
    found.replaceSync(text);
    made.set(text, found);
  }
  return found;
}
