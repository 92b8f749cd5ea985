/** What is fetched only once a code was accepted. */
import { Away } from "./api.js";
import type { Joined } from "./joined/joined.js";
import type { LoadCalling } from "./joined/live-call.js";

/** The `./calling` door. */
export const loadCalling: LoadCalling = () => import("../calling/index.js");

/** Everything after the code. @throws Away when it cannot be fetched now */
export async function loadJoined(): Promise<{ Joined: typeof Joined }> {
  try {
    return await import("./joined/joined.js");
  } catch (cause) {
    throw new Away(null, { cause });
  }
}
