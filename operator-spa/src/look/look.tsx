import { FluentProvider, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useSyncExternalStore, type ReactNode } from "react";
import type { Scheme } from "../preferences";
import { darkTheme, lightTheme } from "./theme";

const useStyles = makeStyles({
  // Not on the provider itself: what it wears is also worn by every dialog and menu.
  ground: { minHeight: "100dvh", backgroundColor: tokens.colorNeutralBackground3 },
});

const darkSystem = "(prefers-color-scheme: dark)";

function watchSystem(listener: () => void): () => void {
  const query = matchMedia(darkSystem);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/** Dresses everything below in the light or the dark theme; `system` follows the machine. */
export function Look({
  scheme,
  children,
}: {
  readonly scheme: Scheme;
  readonly children: ReactNode;
}): ReactNode {
  const styles = useStyles();
  const systemIsDark = useSyncExternalStore(watchSystem, () => matchMedia(darkSystem).matches);
  const dark = scheme === "dark" || (scheme === "system" && systemIsDark);
  useEffect(() => {
    document.documentElement.dataset["scheme"] = dark ? "dark" : "light";
  }, [dark]);
  return (
    <FluentProvider theme={dark ? darkTheme : lightTheme}>
      <div className={styles.ground}>{children}</div>
    </FluentProvider>
  );
}
