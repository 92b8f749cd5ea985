import { useLayoutEffect } from "react";

/** Style sheets by their text, so that two widgets on one page share them. */
const made = new Map<string, CSSStyleSheet>();

/** Adopts style sheets into a shadow root: no `<style>` element, so the strictest policy lets them through. */
export function useSheets(shadow: ShadowRoot, ...texts: readonly string[]): void {
  const all = texts.join("\n");
  useLayoutEffect(() => {
    // Where there is no engine to draw with (jsdom), there is nothing to adopt.
    if (!("adoptedStyleSheets" in shadow)) return;
    shadow.adoptedStyleSheets = [sheet(all)];
  }, [shadow, all]);
}

function sheet(text: string): CSSStyleSheet {
  let found = made.get(text);
  if (!found) {
    found = new CSSStyleSheet();
    found.replaceSync(text);
    made.set(text, found);
  }
  return found;
}
