/** Reads our mail for as long as the call lives, and says when the line was last known to work. */
import { CallError, type IncomingSignal, type SignalChannel } from "../types.js";
import { pause, waitAfter } from "../../patience.js";

const HOLD_SECONDS = 10;
/** A server that does not hold the request must not be asked in a tight loop. */
const SHORTEST_ROUND_MS = 400;

export interface MailboxListener {
  /** Every signal of one answer, oldest first. */
  mail(signals: readonly IncomingSignal[]): void;
  /** The service says that the call, or our part in it, is over. */
  ended(): void;
}

export interface Mailbox {
  /** `performance.now()` of the last answer; 0 before the first. */
  lastAnswer(): number;
  close(): void;
}

/** Starts reading from the beginning of our mail. */
export function openMailbox(signals: SignalChannel, listener: MailboxListener): Mailbox {
  const closing = new AbortController();
  const isOpen = (): boolean => !closing.signal.aborted;
  let lastAnswer = 0;

  async function read(): Promise<void> {
    let after = 0;
    let failures = 0;
    while (isOpen()) {
      const asked = performance.now();
      try {
        const mail = await signals.receive(after, HOLD_SECONDS, closing.signal);
        if (!isOpen()) return;
        lastAnswer = performance.now();
        failures = 0;
        after = mail.reduce((last, signal) => Math.max(last, signal.seq), after);
        if (mail.length > 0) listener.mail(mail);
        else await pause(SHORTEST_ROUND_MS - (lastAnswer - asked), closing.signal);
      } catch (error) {
        if (!isOpen()) return;
        if (error instanceof CallError && error.code === "call_ended") {
          listener.ended();
          return;
        }
        await pause(waitAfter(++failures), closing.signal);
      }
    }
  }

  void read();
  return { lastAnswer: () => lastAnswer, close: () => closing.abort() };
}
