/** Our own microphone before the call, asked for once the customer agreed to talk. */
import { errorName } from "../../error-name.js";
import type { MicrophoneReadiness } from "../phases.js";
import { stopAll } from "./capture.js";

const ECHO_FREE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

export class OwnVoice {
  #stream: MediaStream | null = null;
  #readiness: MicrophoneReadiness = "absent";
  #closed = false;

  get stream(): MediaStream | null {
    return this.#stream;
  }

  get readiness(): MicrophoneReadiness {
    return this.#readiness;
  }

  /** Never rejects: without a microphone one can still listen. */
  async ask(): Promise<void> {
    // Absent outside https and localhost, whatever the types say.
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (!devices) return;
    try {
      this.#stream = await devices.getUserMedia({ audio: ECHO_FREE });
      this.#readiness = "ready";
      if (this.#closed) this.stop();
    } catch (error) {
      this.#readiness = errorName(error) === "NotAllowedError" ? "denied" : "absent";
    }
  }

  /** Lets the microphone go; it stays allowed. */
  stop(): void {
    stopAll(this.#stream);
    this.#stream = null;
  }

  /** Lets it go for good, also if the browser still asks. */
  close(): void {
    this.#closed = true;
    this.stop();
  }
}
