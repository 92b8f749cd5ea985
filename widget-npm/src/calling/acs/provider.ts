/** Calls over Azure Communication Services. */
import { CallError, type CallProvider } from "../types.js";
import { Client } from "./client.js";
import { loadSdk, type LoadSdk } from "./sdk.js";
import { AcsSession } from "./session.js";

/**
 * The provider over an SDK from elsewhere: of a page that fetches it by itself, or a scripted one.
 *
 * @internal Left out of the declarations, which then name no package that a page may do without.
 */
export function acsCallProviderWith(load: LoadSdk): CallProvider {
  const client = new Client(load);
  return {
    kind: "acs",
    preload() {
      // A failure shows when joining, where the fetch is tried again.
      client.sdk().catch(() => undefined);
    },
    async join(options) {
      if (options.grant.provider !== "acs") {
        throw new CallError("unsupported", `This call runs over ${options.grant.provider}.`);
      }
      const sdk = await client.sdk();
      if (options.signal?.aborted === true) throw new CallError("call_ended", "The call has ended.");
      return new AcsSession(sdk, client, options).open();
    },
  };
}

/**
 * Calls over Azure Communication Services, by Microsoft's calling SDK, which is fetched on the first need.
 *
 * `join` resolves once the room took us in; the snapshot's `connection` says when the peer is there.
 * @throws CallError `unsupported` in a page that does not supply the SDK, or for another service's grant.
 */
export const acsCallProvider: CallProvider = acsCallProviderWith(loadSdk);
