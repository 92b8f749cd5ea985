/** Microphones, cameras and speakers, and what the browser's refusals mean. */
import { errorName } from "../../error-name.js";
import { CallError, type CallDevice, type DeviceKind } from "../types.js";

const KINDS: Readonly<Record<MediaDeviceKind, DeviceKind>> = {
  audioinput: "microphone",
  videoinput: "camera",
  audiooutput: "speaker",
};

/** The devices at hand; labels are empty until the person allowed a microphone or camera once. */
export async function listDevices(): Promise<readonly CallDevice[]> {
  try {
    const found = await mediaDevices().enumerateDevices();
    return found.map(({ deviceId, kind, label }) => ({ id: deviceId, kind: KINDS[kind], label }));
  } catch (error) {
    throw mediaError(error);
  }
}

/** Opens a microphone; `id` picks one, else the browser's default. @throws CallError */
export async function openMicrophone(id?: string): Promise<MediaStream> {
  const echoFree = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  return open({ audio: { ...echoFree, ...chosen(id) } });
}

/** Opens a camera at a size fit for a small picture. @throws CallError */
export async function openCamera(id?: string): Promise<MediaStream> {
  const size = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 24, max: 30 } };
  return open({ video: { ...size, ...(id === undefined ? { facingMode: "user" } : chosen(id)) } });
}

/** What a rejection of `getUserMedia`, `setSinkId` and their like means for the person. */
export function mediaError(error: unknown): CallError {
  if (error instanceof CallError) return error;
  const options = { cause: error };
  switch (errorName(error)) {
    case "NotAllowedError":
    case "SecurityError":
      return new CallError("permission_denied", "The browser was not allowed to use the device.", options);
    case "NotFoundError":
    case "OverconstrainedError":
      return new CallError("no_device", "There is no such device.", options);
    case "NotReadableError":
    case "AbortError":
      return new CallError("device_busy", "Another program holds the device.", options);
    case "NotSupportedError":
      return new CallError("unsupported", "This browser cannot use the device.", options);
    default:
      return new CallError("failed", "The device could not be used.", options);
  }
}

function chosen(id: string | undefined): MediaTrackConstraints {
  return id === undefined ? {} : { deviceId: { exact: id } };
}

async function open(constraints: MediaStreamConstraints): Promise<MediaStream> {
  try {
    return await mediaDevices().getUserMedia(constraints);
  } catch (error) {
    throw mediaError(error);
  }
}

function mediaDevices(): MediaDevices {
  // Absent on pages that were not served over https or localhost, whatever the types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new CallError("unsupported", "This page may not use microphones or cameras.");
  return devices;
}
