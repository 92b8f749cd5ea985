/** The call service of a laptop: browser to browser, signalled through our own API. */
import { CallError, type CallProvider } from "../types.js";
import { LocalSession } from "./session.js";

/**
 * Calls over plain WebRTC, on one machine or one local network (there is no relay).
 *
 * `join` resolves at once; the snapshot's `connection` says when the peer is reached.
 * @throws CallError `unsupported` in a browser without WebRTC, or for another service's grant.
 */
export const localCallProvider: CallProvider = {
  kind: "local",
  join(options) {
    if (typeof RTCPeerConnection === "undefined") {
      return Promise.reject(new CallError("unsupported", "This browser has no WebRTC."));
    }
    if (options.grant.provider !== "local") {
      return Promise.reject(new CallError("unsupported", `This call runs over ${options.grant.provider}.`));
    }
    if (options.signal?.aborted === true) {
      return Promise.reject(new CallError("call_ended", "The call has ended."));
    }
    const session = new LocalSession(options);
    options.signal?.addEventListener("abort", () => void session.leave(), { once: true });
    return Promise.resolve(session);
  },
};
