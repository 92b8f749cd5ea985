import { useEffect, useRef } from "react";
import type { RemoteVideo } from "../calling/types.js";

/** A picture that the call service draws for us. */
export function RemotePicture({ video, label }: { readonly video: RemoteVideo; readonly label: string }) {
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => (container.current ? video.attach(container.current) : undefined), [video]);
  return <div className="remote-picture" role="img" aria-label={label} ref={container} />;
}

/** Our own camera, mirrored as in a looking glass. */
export function OwnPicture({ stream, label }: { readonly stream: MediaStream; readonly label: string }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.srcObject = stream;
    return () => {
      element.srcObject = null;
    };
  }, [stream]);
  return <video className="own-picture" aria-label={label} ref={video} autoPlay muted playsInline />;
}
