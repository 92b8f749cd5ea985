/** Messages between the pages, over the SDK's data channel: whole JSON texts, to those in the roster. */
import type { DataChannelReceiver, DataChannelSender } from "@azure/communication-calling";
import { errorName } from "../../error-name.js";
import { rawIdOf } from "./identity.js";
import type { Sdk, SdkCall } from "./sdk.js";

/** Ours among the channels of a call. */
const CHANNEL = 1_500;

export class Messages {
  readonly #sender: DataChannelSender;
  readonly #off: () => void;

  /** @param heard - a text and the sender's user id, as the service vouches for it. */
  constructor(sdk: Sdk, call: SdkCall, heard: (text: string, fromUserId: string) => void) {
    const feature = call.feature(sdk.Features.DataChannel);
    const created = (receiver: DataChannelReceiver): void => {
      const from = rawIdOf(receiver.senderParticipantIdentifier);
      if (receiver.channelId === CHANNEL && from !== null) listen(receiver, from, heard);
    };
    feature.on("dataChannelReceiverCreated", created);
    this.#off = () => feature.off("dataChannelReceiverCreated", created);
    this.#sender = feature.createDataChannelSender({ channelId: CHANNEL, reliability: "Durable", priority: "Normal" });
  }

  /** False when the text is longer than the service carries. */
  send(text: string): boolean {
    const data = new TextEncoder().encode(text);
    if (data.length === 0 || data.length > this.#sender.maxMessageSize) return false;
    void this.#sender
      .sendMessage(data)
      .catch((error: unknown) => console.warn("assisted-chat: message lost", errorName(error)));
    return true;
  }

  close(): void {
    this.#off();
    try {
      this.#sender.close();
    } catch {
      return; // the call that it belonged to is gone already
    }
  }
}

function listen(receiver: DataChannelReceiver, from: string, heard: (text: string, from: string) => void): void {
  receiver.on("messageReady", () => {
    for (let next = receiver.readMessage(); next; next = receiver.readMessage()) {
      heard(new TextDecoder().decode(next.data), from);
    }
  });
}
