import { useEffect, type RefObject } from "react";

/** Hears the Escape key inside an element, and keeps it from the page. */
export function useEscape(element: RefObject<HTMLElement | null>, onEscape: () => void): void {
  useEffect(() => {
    const inside = element.current;
    const hear = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      onEscape();
    };
    inside?.addEventListener("keydown", hear);
    return () => inside?.removeEventListener("keydown", hear);
  }, [element, onEscape]);
}
