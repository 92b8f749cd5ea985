import type { CallDevice } from "@assisted-chat/widget/calling";
import { useEffect, useState } from "react";
import type { Access, MediaPort } from "./media-port";

/** Whether a call could begin now. */
export type Readiness = "unknown" | "unchecked" | "ready" | "blocked" | "no-microphone";

export interface DevicesReport {
  readonly readiness: Readiness;
  readonly devices: readonly CallDevice[];
}

const unknown: DevicesReport = { readiness: "unknown", devices: [] };

/** Keeps an eye on the devices without opening any. */
export function useDevices(media: MediaPort): DevicesReport {
  const [report, setReport] = useState(unknown);
  useEffect(() => {
    let gone = false;
    const look = (): void => {
      Promise.all([media.access(), media.list()]).then(
        ([access, devices]) => {
          if (!gone) setReport({ readiness: readinessOf(access, devices), devices });
        },
        () => {
          if (!gone) setReport({ readiness: "blocked", devices: [] });
        },
      );
    };
    look();
    const stop = media.watch(look);
    return () => {
      gone = true;
      stop();
    };
  }, [media]);
  return report;
}

function readinessOf(access: Access, devices: readonly CallDevice[]): Readiness {
  if (access === "denied") return "blocked";
  if (devices.some(({ kind }) => kind === "microphone")) return "ready";
  return access === "granted" ? "no-microphone" : "unchecked";
}
