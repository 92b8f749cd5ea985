import type { CallSession, DeviceKind } from "@assisted-chat/widget/calling";

/**
 * Lets a call that is running use the device from now on; null is the system's own. A camera that
 * is off stays off, a microphone that is muted stays muted. A device that refuses shows in the
 * session's snapshot, and the old one goes on.
 */
export async function chooseDevice(session: CallSession, kind: DeviceKind, id: string | null): Promise<void> {
  const { camera, microphone } = session.getSnapshot();
  if (kind === "camera") {
    if (camera !== "on") return;
    if (id !== null) return session.chooseDevice(kind, id);
    await session.setCamera(false);
    return session.setCamera(true);
  }
  if (kind === "speaker") return session.chooseDevice(kind, id ?? "");
  const wanted = id ?? (await firstMicrophone(session));
  if (wanted === null) return;
  await session.chooseDevice(kind, wanted);
  if (microphone === "muted") await session.setMicrophone(false);
}

/** Browsers name the system's own microphone first. */
async function firstMicrophone(session: CallSession): Promise<string | null> {
  const found = await session.devices();
  return found.find(({ kind }) => kind === "microphone")?.id ?? null;
}
