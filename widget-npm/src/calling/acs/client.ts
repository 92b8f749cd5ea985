/** The SDK's client: one for the page, and on it one agent per identity at a time. */
import { errorName } from "../../error-name.js";
import { pause } from "../../patience.js";
import { AGENT_EXISTS, callError, subCodeOf } from "./errors.js";
import type { LoadSdk, Sdk, SdkAgent, SdkClient, SdkCredential, SdkDevices } from "./sdk.js";

/** How often a place still held by the agent before is asked for again, and how long between. */
const TRIES = 20;
const BETWEEN_MS = 250;

export class Client {
  readonly #load: LoadSdk;
  #ready: Promise<{ sdk: Sdk; client: SdkClient }> | null = null;
  #devices: Promise<SdkDevices> | null = null;
  #farewells: Promise<void> = Promise.resolve();

  constructor(load: LoadSdk) {
    this.#load = load;
  }

  /** Fetches the SDK, once; a failure is forgotten. @throws CallError */
  async sdk(): Promise<Sdk> {
    return (await this.#start()).sdk;
  }

  /** @throws CallError */
  async devices(): Promise<SdkDevices> {
    const { client } = await this.#start();
    this.#devices ??= client.getDeviceManager();
    try {
      return await this.#devices;
    } catch (error) {
      this.#devices = null;
      throw callError(error);
    }
  }

  /** @throws CallError */
  async agent(credential: SdkCredential, leaving: AbortSignal): Promise<SdkAgent> {
    const { client } = await this.#start();
    await this.#farewells;
    for (let tries = 1; ; tries++) {
      try {
        return await client.createCallAgent(credential);
      } catch (error) {
        if (subCodeOf(error) !== AGENT_EXISTS || tries === TRIES || leaving.aborted) throw callError(error);
        await pause(BETWEEN_MS, leaving);
      }
    }
  }

  /** Gives an agent up; whoever comes next waits for that. Never rejects. */
  async dismiss(agent: SdkAgent): Promise<void> {
    const gone = agent
      .dispose()
      .catch((error: unknown) => console.warn("assisted-chat: an agent stayed", errorName(error)));
    this.#farewells = Promise.all([this.#farewells, gone]).then(() => undefined);
    await gone;
  }

  async #start(): Promise<{ sdk: Sdk; client: SdkClient }> {
    this.#ready ??= this.#load().then((sdk) => ({ sdk, client: new sdk.CallClient() }));
    try {
      return await this.#ready;
    } catch (error) {
      this.#ready = null;
      throw callError(error);
    }
  }
}
