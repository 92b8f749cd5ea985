/**
 * A scripted stand-in of both SDK packages, over plain WebRTC: what they export and we use, typed by
 * their declarations. It knows nothing about the real service beyond what the declarations, the
 * SDK's bundled tables and its documentation say.
 */
import type { RoomLocator, JoinCallOptions } from "@azure/communication-calling";
import type { CommunicationTokenRefreshOptions } from "@azure/communication-common";
import type { Sdk, SdkAgent, SdkClient, SdkCredential } from "../../../src/calling/acs/sdk.js";
import { ScriptedCall } from "./call.js";
import { ScriptedError } from "./errors.js";
import { NAMES } from "./features.js";
import { steering } from "./steering.js";
import { ScriptedAudioStream, ScriptedDevices, ScriptedRenderer, ScriptedVideoStream } from "./streams.js";

/** One agent per identity lives at a time, in the whole page. */
const agents = new Set<string>();

class ScriptedClient implements SdkClient {
  readonly #devices = new ScriptedDevices();

  async createCallAgent(credential: SdkCredential): Promise<SdkAgent> {
    const userId = identityOf((await credential.getToken()).token);
    if (agents.has(userId)) throw new ScriptedError(409, 40228, "an instance of CallAgent already exists");
    agents.add(userId);
    const calls: ScriptedCall[] = [];
    return {
      join: ({ roomId }: RoomLocator, options?: JoinCallOptions) => {
        const { muted = false, localAudioStreams: streams = [] } = options?.audioOptions ?? {};
        if (streams.length > 0 && steering().rawMedia === false) {
          throw new ScriptedError(500, 41009, "Failed to set raw input audio stream");
        }
        const call = new ScriptedCall(roomId, userId, { muted, streams }, this.#devices);
        calls.push(call);
        return call;
      },
      dispose: async () => {
        await Promise.all(calls.map((call) => call.hangUp()));
        // As the real one: the identity is taken until the service said goodbye.
        await new Promise((resolve) => setTimeout(resolve, 50));
        agents.delete(userId);
      },
    };
  }

  getDeviceManager(): Promise<ScriptedDevices> {
    return Promise.resolve(this.#devices);
  }
}

class ScriptedCredential implements SdkCredential {
  readonly #options: CommunicationTokenRefreshOptions;
  #token: string;
  readonly #timer: ReturnType<typeof setTimeout>;

  constructor(options: CommunicationTokenRefreshOptions) {
    this.#options = options;
    this.#token = textOf(options.token ?? "");
    // Ten minutes before the token dies, or half its life when that is shorter.
    const left = expiryOf(this.#token) - Date.now();
    const wait = left > 600_000 ? left - 600_000 : left / 2;
    this.#timer = setTimeout(() => void this.#refresh(), Math.min(wait, 2 ** 31 - 1));
  }

  async #refresh(): Promise<void> {
    this.#token = textOf(await this.#options.tokenRefresher());
  }

  getToken(): Promise<{ token: string; expiresOnTimestamp: number }> {
    const expiresOnTimestamp = expiryOf(this.#token);
    if (expiresOnTimestamp < Date.now()) return Promise.reject(new ScriptedError(401, 40235, "AccessToken expired"));
    return Promise.resolve({ token: this.#token, expiresOnTimestamp });
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}

function claimsOf(token: string): { skypeid?: string; exp?: number } {
  const payload = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
  try {
    return JSON.parse(atob(payload)) as { skypeid?: string; exp?: number };
  } catch {
    throw new ScriptedError(401, 44117, "Failed to parse AccessToken");
  }
}

function textOf(token: string | { readonly token: string }): string {
  return typeof token === "string" ? token : token.token;
}

function identityOf(token: string): string {
  const { skypeid } = claimsOf(token);
  if (skypeid === undefined) throw new ScriptedError(401, 44116, "AccessToken does not contain ACS user Id");
  return `8:${skypeid}`;
}

function expiryOf(token: string): number {
  return (claimsOf(token).exp ?? 0) * 1_000;
}

// Where the declared classes have private members, their public ones are checked at the class.
export const CallClient: Sdk["CallClient"] = ScriptedClient;
export const LocalVideoStream = ScriptedVideoStream as unknown as Sdk["LocalVideoStream"];
export const LocalAudioStream = ScriptedAudioStream as unknown as Sdk["LocalAudioStream"];
export const VideoStreamRenderer: Sdk["VideoStreamRenderer"] = ScriptedRenderer;
export const Features = NAMES as unknown as Sdk["Features"];
export const AzureCommunicationTokenCredential: Sdk["AzureCommunicationTokenCredential"] = ScriptedCredential;
