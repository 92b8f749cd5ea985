import type { CallProvider, CallSession } from "@assisted-chat/widget/calling";
import { createApi } from "../src/api";
import { readConfig, type Config } from "../src/config";
import type { MediaPort } from "../src/devices";
import type { Ports } from "../src/ports";
import { createPreferences } from "../src/preferences";
import { createCallKeeper, type CallLocks } from "../src/stage";
import { createReachWatch } from "../src/wire/reach";
import { createWire } from "../src/wire/wire";
import type { ScriptedService } from "./scripted-service";
import { createSharedLocks } from "./shared-locks";

export interface ScriptedPortsOptions {
  readonly service: ScriptedService;
  /** Joins a call; each call of it is one join. */
  readonly join: (callId: string) => Promise<CallSession>;
  readonly locks?: CallLocks;
  readonly media?: MediaPort;
  readonly pace?: Config["pace"];
}

/** Asks so often that a test need not wait. */
export const QUICK: Config["pace"] = {
  lobbyMs: 20,
  callMs: 20,
  idleMs: 20,
  listMs: 20,
  signInMs: 20,
  longestMs: 40,
};

export interface ScriptedPorts extends Ports {
  /** Where the app sent the window. */
  readonly went: string[];
  /** How often the chime rang. */
  readonly rang: { times: number };
  /** The call services whose code was fetched ahead. */
  readonly prepared: ReadonlySet<CallProvider["kind"]>;
}

/** Everything around the app, played. */
export function createScriptedPorts(options: ScriptedPortsOptions): ScriptedPorts {
  const { service, join, locks = createSharedLocks(), media = aMachine(), pace = QUICK } = options;
  const reach = createReachWatch();
  const clock = { now: service.now, hear: () => undefined };
  const went: string[] = [];
  const rang = { times: 0 };
  const prepared = new Set<CallProvider["kind"]>();
  return {
    config: { ...readConfig("/operator/"), pace, lockPatienceMs: 20 },
    api: createApi(createWire({ fetch: service.fetch, basePath: "/api", clock, note: reach.note })),
    clock,
    reach,
    preferences: createPreferences(null),
    keeper: createCallKeeper({ locks, join, prepare: (kind) => prepared.add(kind), patienceMs: 20 }),
    media,
    chime: { ring: () => (rang.times += 1) },
    place: {
      here: () => location,
      go: (address) => went.push(address),
      reload: () => went.push("reload"),
      close: () => went.push("close"),
      mayGoToSignIn: () => true,
    },
    went,
    rang,
    prepared,
  };
}

/** A machine with a headset and a camera, all allowed. */
export function aMachine(rest: Partial<MediaPort> = {}): MediaPort {
  return {
    list: () =>
      Promise.resolve([
        { id: "mic-1", kind: "microphone", label: "Headset microphone" },
        { id: "cam-1", kind: "camera", label: "Built-in camera" },
        { id: "out-1", kind: "speaker", label: "Headset" },
      ]),
    access: () => Promise.resolve("granted"),
    openMicrophone: () => Promise.resolve(emptyStream()),
    openCamera: () => Promise.resolve(emptyStream()),
    listen: () => ({ level: () => 0.5, close: () => undefined }),
    playTestSound: () => Promise.resolve(),
    watch: () => () => undefined,
    ...rest,
  };
}

function emptyStream(): MediaStream {
  return typeof MediaStream === "undefined"
    ? ({ getTracks: () => [] } as unknown as MediaStream)
    : new MediaStream();
}
