/** Draws what a participant sends, by the SDK's renderer. */
import type { RemoteVideoStream } from "@azure/communication-calling";
import { errorName } from "../../error-name.js";
import type { RemoteVideo } from "../types.js";
import type { Sdk } from "./sdk.js";

/** The picture of a stream; `attach` answers at once, the element comes when the service sends the first frame. */
export function picture(sdk: Sdk, userId: string, stream: RemoteVideoStream): RemoteVideo {
  return {
    userId,
    kind: stream.mediaStreamType === "ScreenSharing" ? "screen" : "camera",
    attach(container) {
      const renderer = new sdk.VideoStreamRenderer(stream);
      let detached = false;
      renderer.createView({ scalingMode: "Fit" }).then(
        (view) => {
          if (detached) view.dispose();
          else container.append(view.target);
          target = view.target;
        },
        (error: unknown) => {
          // A picture that went away while it was being made is nobody's trouble.
          if (!detached) console.warn("assisted-chat: a picture could not be drawn", errorName(error));
        },
      );
      let target: HTMLElement | null = null;
      return () => {
        if (detached) return;
        detached = true;
        renderer.dispose();
        target?.remove();
      };
    },
  };
}
