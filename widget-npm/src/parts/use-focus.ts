import { useEffect, useRef, type RefObject } from "react";

/** Where focus goes in a panel, or in the corner; the first that is there. */
const TARGETS = ["[data-test=pin-input]", "[data-heading]", "[data-test=launcher]"];

/**
 * Moves focus to the new panel's heading when the phase changes, but only if focus was in the
 * widget: whoever is typing in the bank's form is left alone.
 */
export function useFocus(root: RefObject<HTMLElement | null>, place: string): void {
  const inside = useRef(false);
  const before = useRef(place);

  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const enter = (): void => void (inside.current = true);
    const elsewhere = (event: FocusEvent): void => {
      // A removed button loses focus to nobody; only another element takes it away.
      if (!event.composedPath().includes(element)) inside.current = false;
    };
    element.addEventListener("focusin", enter);
    document.addEventListener("focusin", elsewhere);
    return () => {
      element.removeEventListener("focusin", enter);
      document.removeEventListener("focusin", elsewhere);
    };
  }, [root]);

  useEffect(() => {
    if (before.current === place) return;
    before.current = place;
    if (!inside.current) return;
    for (const selector of TARGETS) {
      const target = root.current?.querySelector<HTMLElement>(selector);
      if (target) {
        target.focus({ preventScroll: true });
        return;
      }
    }
  }, [root, place]);
}
