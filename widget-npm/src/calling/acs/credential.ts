/** The token that the SDK shows to the service, renewed before it dies, for as long as we are in the call. */
import { errorName } from "../../error-name.js";
import { pause, waitAfter } from "../../patience.js";
import { CallError, type CallGrant, type JoinOptions } from "../types.js";
import type { Sdk, SdkCredential } from "./sdk.js";

/** Answers of the API that no patience changes, apart from "later" and "too many". */
function isFinal(error: unknown): boolean {
  if (error instanceof CallError) return error.code === "call_ended" || error.code === "token_refused";
  if (errorName(error) === "AbortError") return true;
  const status: unknown = typeof error === "object" && error !== null && "status" in error ? error.status : 0;
  return typeof status === "number" && status >= 400 && status < 500 && status !== 408 && status !== 429;
}

/**
 * A fresh grant, asked for until the API gives or refuses it.
 * @throws CallError `call_ended` when our place is gone or `leaving` fired.
 */
export async function freshGrant(options: JoinOptions, leaving: AbortSignal): Promise<CallGrant> {
  const left = (): boolean => leaving.aborted;
  for (let failures = 1; !left(); failures++) {
    try {
      const grant = await options.refreshGrant();
      if (!left()) return grant;
    } catch (cause) {
      if (isFinal(cause)) throw new CallError("call_ended", "The call has ended.", { cause });
      await pause(waitAfter(failures), leaving);
    }
  }
  throw new CallError("call_ended", "The call has ended.");
}

/**
 * @param grants - asks for a fresh grant. It must be patient by itself: after a refresh that failed,
 *   the SDK's own timer asks no more.
 */
export function credential(sdk: Sdk, token: string, grants: () => Promise<CallGrant>): SdkCredential {
  return new sdk.AzureCommunicationTokenCredential({
    token,
    refreshProactively: true,
    tokenRefresher: async () => (await grants()).token,
  });
}
