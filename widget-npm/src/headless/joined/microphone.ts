/** The microphone, asked for once the customer agreed to talk. */
import { errorName } from "../../error-name.js";
import type { MicrophoneReadiness } from "../phases.js";

export interface Microphone {
  readonly stream: MediaStream | null;
  readonly readiness: MicrophoneReadiness;
}

/** Never rejects: without a microphone one can still listen. */
export async function askForMicrophone(): Promise<Microphone> {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) return { stream: null, readiness: "absent" };
  const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  try {
    return { stream: await devices.getUserMedia({ audio }), readiness: "ready" };
  } catch (error) {
    return { stream: null, readiness: errorName(error) === "NotAllowedError" ? "denied" : "absent" };
  }
}
