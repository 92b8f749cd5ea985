/** Capturing this very tab, and nothing else. */
import { errorName } from "../../error-name.js";
import type { CaptureTrouble } from "../phases.js";

/** The tab is not captured; no track is left running. */
export class CaptureRefused extends Error {
  override readonly name = "CaptureRefused";
  readonly trouble: CaptureTrouble;
  constructor(trouble: CaptureTrouble, options?: ErrorOptions) {
    super(`This tab is not captured: ${trouble}.`, options);
    this.trouble = trouble;
  }
}

/** The parts of the screen-capture specifications that TypeScript's library does not know yet. */
interface TabCapture extends MediaDevices {
  setCaptureHandleConfig(config: { handle?: string; permittedOrigins?: readonly string[] }): void;
}
interface TabTrack extends MediaStreamTrack {
  getCaptureHandle?(): { readonly handle?: string } | null;
}

const WISH = {
  video: { displaySurface: "browser", frameRate: { max: 15 } },
  audio: false,
  preferCurrentTab: true,
  selfBrowserSurface: "include",
  surfaceSwitching: "exclude",
  systemAudio: "exclude",
  monitorTypeSurfaces: "exclude",
};

/**
 * Shows the browser's picker; call it first thing in a click, while the browser still counts it as one.
 *
 * @throws CaptureRefused
 */
export async function captureThisTab(): Promise<MediaStream> {
  const devices = navigator.mediaDevices as TabCapture;
  // Only a capture of this very tab can show the secret that this tab carries.
  const secret = crypto.randomUUID();
  let stream: MediaStream;
  try {
    devices.setCaptureHandleConfig({ handle: secret, permittedOrigins: [location.origin] });
    stream = await devices.getDisplayMedia(WISH);
  } catch (cause) {
    throw new CaptureRefused(errorName(cause) === "NotAllowedError" ? "denied" : "failed", { cause });
  }
  if (isThisTab(stream, secret)) return stream;
  stopAll(stream);
  throw new CaptureRefused("other_surface");
}

/** Stops every track; a stream that is stopped stays so. */
export function stopAll(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

function isThisTab(stream: MediaStream, secret: string): boolean {
  const track = stream.getVideoTracks()[0] as TabTrack | undefined;
  if (track?.getSettings().displaySurface !== "browser") return false;
  return track.getCaptureHandle?.()?.handle === secret;
}
