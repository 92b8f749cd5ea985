import type { RemoteVideo } from "@assisted-chat/widget/calling";
import { useEffect, useRef, type ReactNode } from "react";

/** Draws a peer's picture; how large is the surroundings' affair. */
export function Picture(props: { readonly video: RemoteVideo; readonly className?: string }): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const { video } = props;
  useEffect(() => (frame.current ? video.attach(frame.current) : undefined), [video]);
  return <div ref={frame} className={props.className} />;
}

/** Draws our own camera, mirrored as in a mirror. */
export function OwnPicture(props: { readonly stream: MediaStream; readonly className: string }): ReactNode {
  const video = useRef<HTMLVideoElement>(null);
  const { stream } = props;
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.srcObject = stream;
    // Muted pictures may always play; a rejection only means that it was taken away at once.
    void element.play().catch(() => undefined);
    return () => {
      element.srcObject = null;
    };
  }, [stream]);
  return <video ref={video} className={props.className} muted playsInline aria-hidden="true" />;
}
