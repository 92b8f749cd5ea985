/** One end of a call in a page: what the contract's tests steer from outside. */
import {
  callGrant,
  localCallProvider,
  signalChannel,
  type CallGrant,
  type CallProvider,
  type CallRole,
  type CallSession,
  type CallSnapshot,
} from "@assisted-chat/widget/calling";
import { acsCallProviderWith } from "../../../src/calling/acs/provider.js";
import "./end.css";

/** A snapshot without what cannot cross to the test's process. */
export type PlainSnapshot = Omit<CallSnapshot, "sharing" | "ownCamera" | "remoteVideos"> & {
  readonly sharing: boolean;
  readonly ownCamera: boolean;
  readonly remoteVideos: readonly string[];
};

const PROVIDERS: Readonly<Record<string, CallProvider>> = {
  local: localCallProvider,
  acs: acsCallProviderWith(() => import("../acs-scripted/index.js")),
};

let session: CallSession | null = null;
let captured: MediaStream | null = null;
const heard: string[] = [];
const history: string[] = [];
const connections: RTCPeerConnection[] = [];
watchConnections();

export const end = {
  async join(provider: string, role: CallRole, microphone: boolean): Promise<void> {
    const grant = await fetchGrant(role);
    const chosen = PROVIDERS[provider];
    if (!chosen) throw new Error(`no provider ${provider}`);
    session = await chosen.join({
      role,
      grant,
      refreshGrant: () => fetchGrant(role),
      signals: signalChannel((path, init) => fetch(`/as/${role}${path}`, init)),
      ...(microphone ? {} : { microphone: null }),
    });
    session.onMessage((message, from) => heard.push(`${from}: ${message}`));
    session.subscribe(() => {
      const { connection } = on().getSnapshot();
      if (history.at(-1) !== connection) history.push(connection);
    });
  },
  /** Begins to join, leaves after `ms`, and tells how joining ended. */
  async joinAndLeave(provider: string, role: CallRole, ms: number): Promise<string> {
    const leaving = new AbortController();
    setTimeout(() => leaving.abort(), ms);
    const grant = await fetchGrant(role);
    const joining = PROVIDERS[provider]?.join({
      role,
      grant,
      refreshGrant: () => fetchGrant(role),
      signals: signalChannel((path, init) => fetch(`/as/${role}${path}`, init)),
      signal: leaving.signal,
    });
    return (
      joining?.then(
        (joined) => joined.getSnapshot().connection,
        (error: unknown) =>
          error instanceof Error ? `${error.name} ${String((error as { code?: unknown }).code)}` : "",
      ) ?? ""
    );
  },
  snapshot(): PlainSnapshot {
    const { sharing, ownCamera, remoteVideos, ...plain } = on().getSnapshot();
    return {
      ...plain,
      sharing: sharing !== null,
      ownCamera: ownCamera !== null,
      remoteVideos: remoteVideos.map(({ userId, kind }) => `${userId} ${kind}`),
    };
  },
  history: () => history,
  heard: () => heard,
  level: () => on().microphoneLevel(),
  send: (message: string) => on().send(message),
  microphone: (wanted: boolean) => on().setMicrophone(wanted),
  camera: (wanted: boolean) => on().setCamera(wanted),
  devices: () => on().devices(),
  leave: () => on().leave(),
  stopSharing: () => on().stopSharing(),
  servicePicker: () => on().shareByServicePicker?.(),
  /** What a page does to its own track to show less. */
  async showLess(act: "stop" | "restrictTo"): Promise<void> {
    const track = captured?.getVideoTracks()[0];
    const done: unknown = track && (Reflect.get(track, act) as (target: null) => unknown).call(track, null);
    await done;
  },
  stopCapture: () => captured?.getTracks().forEach((track) => track.dispatchEvent(stopped(track))),
  captureLive: () => captured?.getTracks().every(({ readyState }) => readyState === "live") ?? false,

  /** Paints the page and shares it. */
  async share(colour: string): Promise<void> {
    document.querySelector<HTMLElement>("#block")?.style.setProperty("background", colour);
    captured = await navigator.mediaDevices.getDisplayMedia({ video: true, preferCurrentTab: true } as object);
    await on().shareScreen(captured);
  },

  /** The colour in the middle of a remote picture, "r,g,b", or the reason why there is none. */
  async colour(kind: "camera" | "screen"): Promise<string> {
    const remote = on()
      .getSnapshot()
      .remoteVideos.find((video) => video.kind === kind);
    const container = document.querySelector<HTMLElement>("#remote");
    if (!remote || !container) return "not sent";
    const detach = remote.attach(container);
    try {
      const video = await drawnIn(container);
      return video ? await middleOf(video) : "not drawn";
    } finally {
      detach();
    }
  },

  /** Audio packets received so far. */
  async audioPackets(): Promise<number> {
    let packets = 0;
    for (const connection of connections) {
      const stats = await connection.getStats();
      stats.forEach((entry: { type: string; kind?: string; packetsReceived?: number }) => {
        if (entry.type === "inbound-rtp" && entry.kind === "audio") packets += entry.packetsReceived ?? 0;
      });
    }
    return packets;
  },

  /** The code of the CallError that a call of `act` rejects with. */
  async codeOf(act: "camera" | "microphone" | "share"): Promise<string> {
    try {
      if (act === "share") await on().shareScreen(new MediaStream());
      else if (act === "camera") await on().setCamera(true);
      else await on().setMicrophone(true);
      return "none";
    } catch (error) {
      return error instanceof Error ? `${error.name} ${String((error as { code?: unknown }).code)}` : "unknown";
    }
  },
};

declare global {
  interface Window {
    end: typeof end;
  }
}
window.end = end;

function on(): CallSession {
  if (!session) throw new Error("not joined");
  return session;
}

async function fetchGrant(role: CallRole): Promise<CallGrant> {
  const response = await fetch(`/as/${role}/api/issue-acs-token`, { method: "POST" });
  if (!response.ok) throw Object.assign(new Error("refused"), { status: response.status });
  return callGrant(await response.json());
}

/** Some services draw a while after `attach`. */
async function drawnIn(container: HTMLElement): Promise<HTMLVideoElement | null> {
  for (let tries = 0; tries < 20 && !container.querySelector("video"); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return container.querySelector("video");
}

/** A still tab sends a frame a second, and a receiver may begin with a black one that nobody sent. */
async function middleOf(video: HTMLVideoElement): Promise<string> {
  const giveUp = performance.now() + 2_500;
  let colour = "no frame";
  while (performance.now() < giveUp && (await nextFrame(video, giveUp - performance.now()))) {
    colour = pixelOf(video);
    if (colour !== "0,0,0") break;
  }
  return colour;
}

/** False when none came within `ms`. */
function nextFrame(video: HTMLVideoElement, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    video.requestVideoFrameCallback(() => resolve(true));
    setTimeout(() => resolve(false), ms);
  });
}

function pixelOf(video: HTMLVideoElement): string {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const context = canvas.getContext("2d");
  context?.drawImage(video, 0, 0);
  const pixel = context?.getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1).data ?? [];
  return [...pixel].slice(0, 3).join(",");
}

function stopped(track: MediaStreamTrack): Event {
  track.stop();
  return new Event("ended"); // what the browser's own "stop sharing" button fires
}

function watchConnections(): void {
  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };
}
