/**
 * Whether this browser can share this very tab, and prove that it is this one: by the Capture Handle
 * API, which exists where tabs can be captured at all, and for a page that is not framed.
 */
export function canShareTab(): boolean {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  return (
    devices !== undefined &&
    typeof devices.getDisplayMedia === "function" &&
    "setCaptureHandleConfig" in devices &&
    window.top === window
  );
}
