import { useEffect, useRef, type RefObject } from "react";

const ABOVE_THE_PAGE = "[role='dialog'], [role='alertdialog'], [role='menu'], [role='listbox']";

/**
 * Moves the focus to what has just happened: to the field that waits for input, else to the
 * heading. Not on the first sight of the page, and not away from a dialog or a menu.
 */
export function useArrival(place: RefObject<HTMLElement | null>, scene: string): void {
  const before = useRef(scene);
  useEffect(() => {
    if (before.current === scene) return;
    before.current = scene;
    if (document.activeElement?.closest(ABOVE_THE_PAGE)) return;
    const target =
      place.current?.querySelector<HTMLElement>("[data-arrive='field']") ??
      place.current?.querySelector<HTMLElement>("[data-arrive='heading']");
    target?.focus();
  }, [place, scene]);
}
