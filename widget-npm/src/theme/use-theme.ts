import { useLayoutEffect, useSyncExternalStore, type RefObject } from "react";
import { TOKENS, type Theme, type TokenName } from "./theme.js";

const DARK = "(prefers-color-scheme: dark)";

/** Puts a theme's tokens on the root, by way of the CSSOM; returns the scheme in force. */
export function useTheme(root: RefObject<HTMLElement | null>, theme: Theme): "light" | "dark" {
  const systemIsDark = useSyncExternalStore(watchSystem, isSystemDark, () => false);
  const scheme = theme.scheme ?? (systemIsDark ? "dark" : "light");
  useLayoutEffect(() => {
    const tokens = { ...theme.tokens, ...(scheme === "dark" ? theme.darkTokens : {}) };
    for (const name of Object.keys(TOKENS) as TokenName[]) {
      const value = tokens[name];
      if (value === undefined) root.current?.style.removeProperty(`--assisted-chat-${name}`);
      else root.current?.style.setProperty(`--assisted-chat-${name}`, value);
    }
  }, [root, scheme, theme]);
  return scheme;
}

function isSystemDark(): boolean {
  return typeof matchMedia === "function" && matchMedia(DARK).matches;
}

function watchSystem(changed: () => void): () => void {
  if (typeof matchMedia !== "function") return () => undefined;
  const query = matchMedia(DARK);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}
