import { useCallback, useSyncExternalStore } from "react";

function watch(listener: () => void): () => void {
  document.addEventListener("fullscreenchange", listener);
  return () => document.removeEventListener("fullscreenchange", listener);
}

/**
 * Whether the page fills the screen, and the switch for it. The whole document goes full screen,
 * so that dialogs and messages, which hang from its end, are seen there too.
 */
export function useFullScreen(): { readonly on: boolean; readonly toggle: () => void } {
  const on = useSyncExternalStore(watch, () => document.fullscreenElement !== null);
  const toggle = useCallback(() => {
    // A browser that refuses leaves everything as it is, and that is seen at once.
    const turn = document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen();
    turn.catch(() => undefined);
  }, []);
  return { on, toggle };
}
