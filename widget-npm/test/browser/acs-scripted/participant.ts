/** Somebody else in the room: one identity, at one endpoint or several. */
import type { RemoteParticipant, RemoteParticipantState } from "@azure/communication-calling";
import type { CommunicationIdentifierKind } from "@azure/communication-common";
import { Emitter } from "./emitter.js";
import type { Leg, Notice } from "./leg.js";
import { ScriptedRemoteStream } from "./streams.js";

type Used = "identifier" | "state" | "isMuted" | "videoStreams" | "endpointDetails" | "on" | "off";

export class ScriptedParticipant extends Emitter implements Pick<RemoteParticipant, Used> {
  readonly identifier: CommunicationIdentifierKind;
  readonly videoStreams: readonly ScriptedRemoteStream[];
  state: RemoteParticipantState = "Connecting";
  isMuted = true;
  /** The newest endpoint is the one that is seen. */
  readonly legs = new Map<string, Leg>();
  readonly #voice = new Audio();

  constructor(userId: string) {
    super();
    this.identifier = { kind: "communicationUser", communicationUserId: userId };
    this.videoStreams = [
      new ScriptedRemoteStream(1, "Video", () => this.#leg?.track("camera")),
      new ScriptedRemoteStream(2, "ScreenSharing", () => this.#leg?.track("screen")),
    ];
  }

  get endpointDetails(): { participantId: string }[] {
    return [...this.legs.keys()].map((participantId) => ({ participantId }));
  }

  get #leg(): Leg | undefined {
    return [...this.legs.values()].at(-1);
  }

  connected(): void {
    if (this.state === "Connected") return;
    this.state = "Connected";
    const voice = this.#leg?.track("voice");
    if (voice) this.#voice.srcObject = new MediaStream([voice]);
    void this.#voice.play().catch(() => undefined);
    this.emit("stateChanged");
  }

  notice({ voice, camera, screen }: Notice): void {
    if (this.isMuted === voice) {
      this.isMuted = !voice;
      this.emit("isMutedChanged");
    }
    this.videoStreams[0]?.available(camera);
    this.videoStreams[1]?.available(screen);
  }

  gone(): void {
    this.state = "Disconnected";
    this.#voice.srcObject = null;
    this.notice({ voice: false, camera: false, screen: false });
    this.emit("stateChanged");
  }
}
