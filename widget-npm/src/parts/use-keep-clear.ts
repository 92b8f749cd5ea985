import { useEffect, type RefObject } from "react";

/** Puts the panel away when it covers the field of the page in which somebody types. */
export function useKeepClear(panel: RefObject<HTMLElement | null>, isOpen: boolean, onCovering: () => void): void {
  useEffect(() => {
    if (!isOpen) return;
    const look = (): void => {
      // Focus in our own shadow root shows here as the host, which takes no text.
      const field = document.activeElement;
      if (!panel.current || !(field instanceof HTMLElement) || !takesText(field)) return;
      if (overlap(panel.current.getBoundingClientRect(), field.getBoundingClientRect())) onCovering();
    };
    look();
    document.addEventListener("focusin", look);
    return () => document.removeEventListener("focusin", look);
  }, [panel, isOpen, onCovering]);
}

function takesText(field: HTMLElement): boolean {
  return field.isContentEditable || /^(input|textarea|select)$/i.test(field.tagName);
}

function overlap(a: DOMRect, b: DOMRect): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
