/** Painted stand-ins for cameras, the same at every showing. */
import type { RemoteVideo } from "@assisted-chat/widget/calling";

export function operatorPicture(): RemoteVideo {
  return {
    userId: "user-operator",
    kind: "camera",
    attach(container) {
      const video = document.createElement("video");
      video.autoplay = video.muted = video.playsInline = true;
      video.srcObject = person("#c9d8e6", "#7a5c4a", "#2f4a6b").captureStream(5);
      container.append(video);
      return () => video.remove();
    },
  };
}

export function ownPicture(): MediaStream {
  return person("#e8e2d6", "#a87c5f", "#4f6b45").captureStream(5);
}

/** Head and shoulders before a wall, in flat colours. */
function person(wall: string, skin: string, coat: string): HTMLCanvasElement {
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
  const context = canvas.getContext("2d");
  if (!context) return canvas;
  const paint = (): void => {
    context.fillStyle = wall;
    context.fillRect(0, 0, 640, 480);
    context.fillStyle = coat;
    context.beginPath();
    context.ellipse(320, 500, 210, 170, 0, 0, Math.PI * 2);
    context.fill();
    context.fillStyle = skin;
    context.beginPath();
    context.ellipse(320, 220, 88, 112, 0, 0, Math.PI * 2);
    context.fill();
  };
  paint();
  setInterval(paint, 200); // a stream of a canvas has a frame only when something is painted
  return canvas;
}
