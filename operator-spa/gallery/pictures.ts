import type { RemoteVideo } from "@assisted-chat/widget/calling";

type Paint = (canvas: CanvasRenderingContext2D, width: number, height: number) => void;

/** A picture of a peer's that is painted here instead of being sent. */
export function aPaintedPicture(kind: RemoteVideo["kind"]): RemoteVideo {
  const [width, height, paint]: [number, number, Paint] =
    kind === "screen" ? [1280, 900, loanForm] : [640, 400, somebody];
  return {
    userId: "customer",
    kind,
    attach(container) {
      const video = document.createElement("video");
      video.autoplay = video.muted = video.playsInline = true;
      video.srcObject = painted(width, height, paint);
      container.append(video);
      return () => video.remove();
    },
  };
}

/** Our own camera, painted. */
export function aPaintedCamera(): MediaStream {
  return painted(320, 200, somebody);
}

function painted(width: number, height: number, paint: Paint): MediaStream {
  const canvas = new OffscreenPicture(width, height);
  paint(canvas.brush, width, height);
  return canvas.stream();
}

/** A canvas that goes on being filmed although nothing on it moves. */
class OffscreenPicture {
  readonly #canvas = document.createElement("canvas");
  readonly brush: CanvasRenderingContext2D;

  constructor(width: number, height: number) {
    this.#canvas.width = width;
    this.#canvas.height = height;
    const brush = this.#canvas.getContext("2d");
    if (!brush) throw new Error("this browser cannot paint");
    this.brush = brush;
  }

  stream(): MediaStream {
    const stream = this.#canvas.captureStream(10);
    // A frame is filmed only when something was painted since the last one.
    setInterval(() => this.brush.fillRect(-1, -1, 1, 1), 100);
    return stream;
  }
}

const loanForm: Paint = (brush, width, height) => {
  brush.fillStyle = "#ffffff";
  brush.fillRect(0, 0, width, height);
  brush.fillStyle = "#123b6d";
  brush.fillRect(0, 0, width, 72);
  brush.fillStyle = "#ffffff";
  brush.font = "600 26px 'Noto Sans', sans-serif";
  brush.fillText("First Meadow Bank", 80, 46);
  brush.fillStyle = "#1b1f24";
  brush.font = "600 34px 'Noto Sans', sans-serif";
  brush.fillText("Loan application · your income", 80, 148);
  const fields = ["Net monthly income (CZK)", "Employer", "", "Employment since", "Purpose of the loan"];
  fields.forEach((label, place) => {
    const top = 190 + place * 104;
    brush.fillStyle = label === "" ? "#1b1f24" : "#fbfcfd";
    brush.strokeStyle = "#cfd8e0";
    brush.lineWidth = 2;
    brush.beginPath();
    brush.roundRect(80, top, width - 160, 72, 10);
    brush.fill();
    brush.stroke();
    brush.fillStyle = "#57606a";
    brush.font = "22px 'Noto Sans', sans-serif";
    brush.fillText(label, 104, top + 44);
  });
};

const somebody: Paint = (brush, width, height) => {
  const wall = brush.createLinearGradient(0, 0, width, height);
  wall.addColorStop(0, "#8fa9bd");
  wall.addColorStop(1, "#4a6072");
  brush.fillStyle = wall;
  brush.fillRect(0, 0, width, height);
  brush.fillStyle = "#2b3a47";
  brush.beginPath();
  brush.ellipse(width / 2, height * 1.06, width * 0.3, height * 0.46, 0, 0, Math.PI * 2);
  brush.fill();
  brush.fillStyle = "#d9b99b";
  brush.beginPath();
  brush.ellipse(width / 2, height * 0.42, width * 0.115, height * 0.23, 0, 0, Math.PI * 2);
  brush.fill();
};
