import { useEffect, useRef, type RefObject } from "react";

/** Where focus goes in a panel, or in the corner; the first that is there. */
const TARGETS = ["[data-test=pin-input]", "[data-heading]", "[data-test=launcher]"];

/**
 * Moves focus to the new panel's heading when the phase changes, or when what had it is gone, but only
 * if focus was in the widget: whoever is typing in the bank's form is left alone.
 */
export function useFocus(root: RefObject<HTMLElement | null>, place: string): void {
  const inside = useRef(false);
  const focused = useRef<EventTarget | null>(null);
  const before = useRef(place);

  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const enter = (event: FocusEvent): void => {
      inside.current = true;
      focused.current = event.target;
    };
    const elsewhere = (event: Event): void => {
      // A removed button loses focus to nobody; only another element, or a click on the page, takes it away.
      if (!event.composedPath().includes(element)) inside.current = false;
    };
    element.addEventListener("focusin", enter);
    document.addEventListener("focusin", elsewhere);
    document.addEventListener("pointerdown", elsewhere);
    return () => {
      element.removeEventListener("focusin", enter);
      document.removeEventListener("focusin", elsewhere);
      document.removeEventListener("pointerdown", elsewhere);
    };
  }, [root]);

  useEffect(() => {
    const gone = focused.current instanceof Node && !focused.current.isConnected;
    if (before.current === place && !gone) return;
    before.current = place;
    focused.current = null;
    if (!inside.current) return;
    for (const selector of TARGETS) {
      const target = root.current?.querySelector<HTMLElement>(selector);
      if (target) {
        target.focus({ preventScroll: true });
        return;
      }
    }
  });
}
