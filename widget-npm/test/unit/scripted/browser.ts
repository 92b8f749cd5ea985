/** What jsdom lacks: media, capture and locks, as plain objects that tests can steer and look at; and IndexedDB. */
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, vi } from "vitest";

export class FakeTrack extends EventTarget {
  readyState: "live" | "ended" = "live";
  enabled = true;
  contentHint = "";
  readonly kind: string;
  /** What the picker's choice says about itself. */
  surface = "browser";
  handle: string | null = null;

  constructor(kind: string) {
    super();
    this.kind = kind;
  }
  stop(): void {
    this.readyState = "ended";
  }
  /** As the browser's own "stop sharing" button does. */
  stopByBrowser(): void {
    this.stop();
    this.dispatchEvent(new Event("ended"));
  }
  getSettings(): object {
    return { displaySurface: this.surface };
  }
  getCaptureHandle(): { handle: string } | null {
    return this.handle === null ? null : { handle: this.handle };
  }
}

export class FakeStream {
  readonly tracks: FakeTrack[];
  constructor(...tracks: FakeTrack[]) {
    this.tracks = tracks;
  }
  getTracks(): FakeTrack[] {
    return this.tracks;
  }
  getVideoTracks(): FakeTrack[] {
    return this.tracks.filter(({ kind }) => kind === "video");
  }
  getAudioTracks(): FakeTrack[] {
    return this.tracks.filter(({ kind }) => kind === "audio");
  }
}

/** What the person and the browser answer; tests change it. */
export interface Answers {
  share: "this-tab" | "other-tab" | "window" | "deny" | "fail";
  microphone: "allow" | "deny" | "none" | "wait";
}

export const media = {
  answers: { share: "this-tab", microphone: "allow" } as Answers,
  /** Every stream that was handed out. */
  streams: [] as FakeStream[],
  captureOptions: [] as unknown[],
  /** Answers a microphone question that waits. */
  answerMicrophone: (): void => undefined,
  allStopped(): boolean {
    return media.streams.every((stream) => stream.tracks.every(({ readyState }) => readyState === "ended"));
  },
};

const held = new Set<string>();
let handle = "";

class FakeDevices {
  setCaptureHandleConfig(config: { handle: string }): void {
    handle = config.handle;
  }

  getDisplayMedia(options: unknown): Promise<FakeStream> {
    media.captureOptions.push(options);
    const { share } = media.answers;
    if (share === "deny") return Promise.reject(new DOMException("", "NotAllowedError"));
    if (share === "fail") return Promise.reject(new DOMException("", "NotReadableError"));
    const track = new FakeTrack("video");
    track.surface = share === "window" ? "window" : "browser";
    track.handle = share === "this-tab" ? handle : null;
    return Promise.resolve(hand(track));
  }

  getUserMedia(): Promise<FakeStream> {
    const { microphone } = media.answers;
    if (microphone === "deny") return Promise.reject(new DOMException("", "NotAllowedError"));
    if (microphone === "none") return Promise.reject(new DOMException("", "NotFoundError"));
    if (microphone === "allow") return Promise.resolve(hand(new FakeTrack("audio")));
    return new Promise((resolve) => {
      media.answerMicrophone = () => resolve(hand(new FakeTrack("audio")));
    });
  }
}

function hand(track: FakeTrack): FakeStream {
  const stream = new FakeStream(track);
  media.streams.push(stream);
  return stream;
}

const locks = {
  request: (name: string, options: { signal: AbortSignal }, hold: () => Promise<void>): Promise<void> => {
    if (!held.has(name)) {
      held.add(name);
      return hold().finally(() => held.delete(name));
    }
    return new Promise((_, reject) => {
      options.signal.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
    });
  },
};

/** Another tab of this browser holds the place. */
export function heldElsewhere(participantId: string): void {
  held.add(`assisted-chat:${participantId}`);
}

beforeEach(() => {
  Object.assign(media.answers, { share: "this-tab", microphone: "allow" });
  media.streams.length = media.captureOptions.length = 0;
  held.clear();
  sessionStorage.clear();
  globalThis.indexedDB = new IDBFactory();
  give("mediaDevices", new FakeDevices());
  give("locks", locks);
  // Nothing is painted here; the contrast of colours is looked at in a real browser.
  HTMLCanvasElement.prototype.getContext = () => null;
});

afterEach(() => vi.useRealTimers());

/** @param value - undefined where a browser does not have it. */
export function give(name: "mediaDevices" | "locks", value: unknown): void {
  Object.defineProperty(navigator, name, { value, configurable: true });
}
