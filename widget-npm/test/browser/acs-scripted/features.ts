/** The two features of a call that are used: what its network does, and its data channel. */
import type {
  DataChannelCallFeature,
  DataChannelMessage,
  DataChannelReceiver,
  DataChannelSender,
  DataChannelSenderOpenOptions,
  DiagnosticQuality,
  LatestNetworkDiagnostics,
  NetworkDiagnostics,
  UserFacingDiagnosticsFeature,
} from "@azure/communication-calling";
import type { CommunicationIdentifierKind } from "@azure/communication-common";
import { Emitter } from "./emitter.js";
import { ScriptedError } from "./errors.js";

/** `Features`: names only; a call knows its features by them. */
export const NAMES = { DataChannel: { name: "DataChannel" }, UserFacingDiagnostics: { name: "UserFacingDiagnostics" } };

/** `DiagnosticQuality`, whose values the SDK alone has at run time. */
const QUALITIES = { good: 1, poor: 2, bad: 3 } as unknown as Readonly<
  Record<"good" | "poor" | "bad", DiagnosticQuality>
>;

export class ScriptedNetwork extends Emitter implements NetworkDiagnostics {
  #latest: LatestNetworkDiagnostics = {};
  getLatest(): LatestNetworkDiagnostics {
    return this.#latest;
  }
  reconnect(quality: keyof typeof QUALITIES): void {
    const { networkReconnect } = this.#latest;
    const value = QUALITIES[quality];
    if (networkReconnect?.value === value || (!networkReconnect && quality === "good")) return;
    const news = { value, valueType: "DiagnosticQuality" as const };
    this.#latest = { networkReconnect: news };
    this.emit("diagnosticChanged", { diagnostic: "networkReconnect", ...news });
  }
}

export class ScriptedDiagnostics implements Pick<UserFacingDiagnosticsFeature, "network"> {
  readonly network = new ScriptedNetwork();
}

class ScriptedReceiver extends Emitter implements DataChannelReceiver {
  readonly channelId: number;
  readonly senderParticipantIdentifier: CommunicationIdentifierKind;
  readonly #ready: DataChannelMessage[] = [];
  constructor(channelId: number, userId: string) {
    super();
    this.channelId = channelId;
    this.senderParticipantIdentifier = { kind: "communicationUser", communicationUserId: userId };
  }
  readMessage(): DataChannelMessage | undefined {
    return this.#ready.shift();
  }
  arrived(data: Uint8Array): void {
    this.#ready.push({ sequenceNumber: 0, data });
    this.emit("messageReady");
  }
}

/** The channel's number travels in the first two bytes. */
export class ScriptedDataChannel
  extends Emitter
  implements Pick<DataChannelCallFeature, "createDataChannelSender" | "on" | "off">
{
  readonly #send: (data: Uint8Array) => void;
  readonly #receivers = new Map<string, ScriptedReceiver>();
  constructor(send: (data: Uint8Array) => void) {
    super();
    this.#send = send;
  }

  createDataChannelSender({ channelId = 0 }: DataChannelSenderOpenOptions): DataChannelSender {
    const maxMessageSize = 32_768;
    return {
      channelId,
      maxMessageSize,
      setParticipants: () => undefined,
      close: () => undefined,
      sendMessage: (data) => {
        if (data.length > maxMessageSize) return Promise.reject(new ScriptedError(400, 0, "too large"));
        this.#send(new Uint8Array([channelId >> 8, channelId & 255, ...data]));
        return Promise.resolve();
      },
    };
  }

  arrived(userId: string, framed: Uint8Array): void {
    const channelId = ((framed[0] ?? 0) << 8) | (framed[1] ?? 0);
    const name = `${userId} ${String(channelId)}`;
    let receiver = this.#receivers.get(name);
    if (!receiver) {
      receiver = new ScriptedReceiver(channelId, userId);
      this.#receivers.set(name, receiver);
      this.emit("dataChannelReceiverCreated", receiver);
    }
    receiver.arrived(framed.slice(2));
  }
}
