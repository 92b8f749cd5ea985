import type { CallDevice, DeviceKind } from "@assisted-chat/widget/calling";
import { playTwoNotes } from "../sound/two-notes";

/** Whether the browser lets the page use microphone and camera. */
export type Access = "granted" | "denied" | "ask";

/** The machine's microphones, cameras and speakers. Methods reject with the browser's own error. */
export interface MediaPort {
  list(): Promise<readonly CallDevice[]>;
  access(): Promise<Access>;
  openMicrophone(id: string | null): Promise<MediaStream>;
  openCamera(id: string | null): Promise<MediaStream>;
  /** 0..1 how loud `stream` is now. */
  listen(stream: MediaStream): { level(): number; close(): void };
  /** Two soft notes from the speaker; null is the system's own. */
  playTestSound(speaker: string | null): Promise<void>;
  /** Calls `listener` when a device or a permission comes or goes. */
  watch(listener: () => void): () => void;
}

const KINDS: Readonly<Record<MediaDeviceKind, DeviceKind>> = {
  audioinput: "microphone",
  videoinput: "camera",
  audiooutput: "speaker",
};
/** Speech at arm's length is about a quarter of full scale: that is a full bar. */
const FULL_BAR = 0.25;

/** The browser's devices. */
export function createMediaPort(): MediaPort {
  return {
    async list() {
      const found = await devices().enumerateDevices();
      return found
        .filter(({ deviceId, label }) => deviceId !== "" && label !== "")
        .map(({ deviceId, kind, label }) => ({ id: deviceId, kind: KINDS[kind], label }));
    },
    async access() {
      const status = await microphonePermission();
      return status === null || status.state === "prompt" ? "ask" : status.state;
    },
    openMicrophone: (id) =>
      devices().getUserMedia({
        audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, ...chosen(id) },
      }),
    openCamera: (id) => devices().getUserMedia({ video: { width: { ideal: 640 }, ...chosen(id) } }),
    listen,
    async playTestSound(speaker) {
      // The option is newer than its type.
      const options: AudioContextOptions & { sinkId?: string } = speaker === null ? {} : { sinkId: speaker };
      const context = new AudioContext(options);
      try {
        await playTwoNotes(context);
      } finally {
        await context.close();
      }
    },
    watch(listener) {
      const stopping = new AbortController();
      const { signal } = stopping;
      devices().addEventListener("devicechange", listener, { signal });
      void microphonePermission().then((status) => {
        if (!signal.aborted) status?.addEventListener("change", listener, { signal });
      });
      return () => stopping.abort();
    },
  };
}

function devices(): MediaDevices {
  // Absent on pages that were not served over https or from localhost, whatever the types say.
  const found = navigator.mediaDevices as MediaDevices | undefined;
  if (!found) throw new DOMException("This page may not use microphones or cameras.", "SecurityError");
  return found;
}

async function microphonePermission(): Promise<PermissionStatus | null> {
  try {
    return await navigator.permissions.query({ name: "microphone" });
  } catch {
    // Not every browser tells; the question itself will.
    return null;
  }
}

function chosen(id: string | null): MediaTrackConstraints {
  // "ideal": a headset that was left at home must not keep the operator from calling.
  return id === null ? {} : { deviceId: { ideal: id } };
}

function listen(stream: MediaStream): { level(): number; close(): void } {
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 512 });
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level() {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      return Math.min(1, Math.sqrt(power) / FULL_BAR);
    },
    close: () => void context.close().catch(() => undefined),
  };
}
