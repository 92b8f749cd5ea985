import { useEffect, useState } from "react";
import { pause, waitAfter } from "../patience.js";

type Later = typeof import("../panels/later.js");

/** The panels after the code, once they are `wanted` and here; tries until they are. */
export function useLater(wanted: boolean): Later | null {
  const [later, setLater] = useState<Later | null>(null);
  useEffect(() => {
    if (!wanted || later) return;
    const leaving = new AbortController();
    void fetchLater(leaving.signal).then((found) => found && setLater(found));
    return () => leaving.abort();
  }, [wanted, later]);
  return later;
}

async function fetchLater(abort: AbortSignal): Promise<Later | null> {
  for (let failures = 1; !abort.aborted; failures++) {
    try {
      return await import("../panels/later.js");
    } catch {
      await pause(waitAfter(failures), abort);
    }
  }
  return null;
}
