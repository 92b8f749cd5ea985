import { createContext, useContext, useEffect, useMemo, useRef, type ReactNode } from "react";

/** The single keys that do something; each is a letter that no view uses twice. */
export type ShortcutKey = "N" | "P" | "C" | "M" | "F";

interface Shortcuts {
  readonly enabled: boolean;
  readonly bind: (key: ShortcutKey, act: () => void) => () => void;
}

const ShortcutsContext = createContext<Shortcuts | null>(null);

/** Listens for the keys; `enabled` is the operator's own switch (WCAG 2.1.4). */
export function ShortcutsProvider(props: {
  readonly enabled: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const { enabled } = props;
  const bound = useRef(new Map<ShortcutKey, () => void>());
  useEffect(() => {
    if (!enabled) return;
    const listen = (event: KeyboardEvent): void => {
      const act = mayAct(event) ? bound.current.get(keyOf(event)) : undefined;
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [enabled]);
  const shortcuts = useMemo<Shortcuts>(
    () => ({
      enabled,
      bind(key, act) {
        bound.current.set(key, act);
        return () => {
          if (bound.current.get(key) === act) bound.current.delete(key);
        };
      },
    }),
    [enabled],
  );
  return <ShortcutsContext value={shortcuts}>{props.children}</ShortcutsContext>;
}

/** Calls `act` on the key while the view is shown; null binds nothing. */
export function useShortcut(key: ShortcutKey, act: (() => void) | null): void {
  const { bind } = useShortcuts();
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  const active = act !== null;
  useEffect(() => (active ? bind(key, () => latest.current?.()) : undefined), [active, bind, key]);
}

/** Whether the keys are switched on; hints are drawn only then. */
export function useShortcutsEnabled(): boolean {
  return useShortcuts().enabled;
}

function useShortcuts(): Shortcuts {
  const shortcuts = useContext(ShortcutsContext);
  if (shortcuts === null) throw new Error("useShortcut: put a <ShortcutsProvider> around the view.");
  return shortcuts;
}

/** The Latin letter, whether the keyboard is set to Latin or (as for Korean) to other letters. */
function keyOf(event: KeyboardEvent): ShortcutKey {
  const latin = /^[a-z]$/i.test(event.key);
  return (latin ? event.key : event.code.replace(/^Key/, "")).toUpperCase() as ShortcutKey;
}

const TYPING = "input, textarea, select, [contenteditable='true']";
const ABOVE_THE_PAGE = "[role='dialog'], [role='alertdialog'], [role='menu'], [role='listbox']";

function mayAct(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.repeat || event.isComposing) return false;
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  const target = event.target instanceof Element ? event.target : null;
  return !target?.closest(TYPING) && document.querySelector(ABOVE_THE_PAGE) === null;
}
