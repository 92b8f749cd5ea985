import type { CallSession, DeviceKind } from "@assisted-chat/widget/calling";

/**
 * Lets a call that is running use the device from now on; null is the system's own. A camera that
 * is off stays off, a microphone that is muted stays muted.
 */
export function chooseDevice(session: CallSession | null, kind: DeviceKind, id: string | null): void {
  if (session === null) return;
  const { camera, microphone } = session.getSnapshot();
  if (kind === "camera" && camera !== "on") return;
  const muted = kind === "microphone" && microphone === "muted";
  session
    .chooseDevice(kind, id ?? "default")
    .then(() => (muted ? session.setMicrophone(false) : undefined))
    // A device that refuses shows in the session's snapshot; the old one goes on.
    .catch(() => undefined);
}
