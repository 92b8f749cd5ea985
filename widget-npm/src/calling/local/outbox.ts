/** Posts our letters one after the other, in order, trying again while the network is away. */
import { CallError, type SignalChannel, type SignalKind } from "../types.js";
import { pause, waitAfter } from "../../patience.js";
import type { Letter } from "./wire.js";

/** The most that a signal's `data` may hold, by the contract. */
const LONGEST = 15_000;

export interface Outbox {
  /**
   * Queues a letter. `compose` is called when its turn comes and again before each retry: it
   * answers null once the letter has lost its point, and what piled up meanwhile goes along.
   * `sent` hears of the letter that arrived.
   */
  post(to: string, kind: SignalKind, compose: () => Letter | null, sent?: (letter: Letter) => void): void;
  close(): void;
}

/** @param onEnded - called when the service says that the call, or our part in it, is over. */
export function openOutbox(signals: SignalChannel, onEnded: () => void): Outbox {
  const closing = new AbortController();
  let queue = Promise.resolve();

  const deliver: (...args: Parameters<Outbox["post"]>) => Promise<void> = async (to, kind, compose, sent) => {
    for (let failures = 1; !closing.signal.aborted; failures++) {
      const letter = compose();
      if (letter === null) return;
      const data = JSON.stringify(letter);
      if (data.length > LONGEST) {
        console.error(`assisted-chat: a ${kind} of ${String(data.length)} characters is too long to be sent.`);
        return;
      }
      try {
        await signals.send(to, kind, data);
        sent?.(letter);
        return;
      } catch (error) {
        const code = error instanceof CallError ? error.code : "failed";
        if (code === "call_ended") onEnded();
        if (code !== "network" && code !== "token_refused") return;
        await pause(waitAfter(failures), closing.signal);
      }
    }
  };

  return {
    post(...letter) {
      queue = queue.then(() => deliver(...letter));
    },
    close: () => closing.abort(),
  };
}
