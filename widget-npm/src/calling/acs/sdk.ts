/**
 * Microsoft's calling SDK, as much of it as we use, in its own declarations. Fetched on the first
 * need, in a chunk of its own: it weighs more than everything else together.
 */
import type {
  Call,
  CallAgent,
  Features,
  JoinCallOptions,
  LocalAudioStream,
  LocalVideoStream,
  RemoteVideoStream,
  RoomLocator,
  VideoDeviceInfo,
  VideoStreamRendererView,
  DeviceManager,
} from "@azure/communication-calling";
import type { AzureCommunicationTokenCredential, CommunicationTokenRefreshOptions } from "@azure/communication-common";
import { CallError } from "../types.js";

type UsedOfCall =
  | "state"
  | "callEndReason"
  | "remoteParticipants"
  | "localAudioStreams"
  | "isMuted"
  | "isScreenSharingOn"
  | "feature"
  | "hangUp"
  | "mute"
  | "unmute"
  | "startVideo"
  | "stopVideo"
  | "startScreenSharing"
  | "stopScreenSharing"
  | "startAudio"
  | "stopAudio"
  | "on"
  | "off";

export type SdkCall = Pick<Call, UsedOfCall>;

export interface SdkAgent extends Pick<CallAgent, "dispose"> {
  join(room: RoomLocator, options?: JoinCallOptions): SdkCall;
}

export type SdkDevices = Pick<
  DeviceManager,
  | "askDevicePermission"
  | "getCameras"
  | "getMicrophones"
  | "getSpeakers"
  | "isSpeakerSelectionAvailable"
  | "selectMicrophone"
  | "selectSpeaker"
>;

export type SdkCredential = Pick<AzureCommunicationTokenCredential, "getToken" | "dispose">;

export interface SdkClient {
  createCallAgent(credential: SdkCredential, options?: { displayName?: string }): Promise<SdkAgent>;
  getDeviceManager(): Promise<SdkDevices>;
}

export interface SdkRenderer {
  createView(options?: { scalingMode?: "Fit" }): Promise<Pick<VideoStreamRendererView, "target" | "dispose">>;
  dispose(): void;
}

/** The names that we use of `@azure/communication-calling` and `@azure/communication-common`. */
export interface Sdk {
  readonly CallClient: new () => SdkClient;
  readonly LocalVideoStream: {
    new (camera: VideoDeviceInfo): LocalVideoStream;
    // Apart, as the declared class has them: neither of its overloads takes the union.
    // eslint-disable-next-line @typescript-eslint/unified-signatures
    new (captured: MediaStream): LocalVideoStream;
  };
  readonly LocalAudioStream: new (source: MediaStream) => LocalAudioStream;
  readonly VideoStreamRenderer: new (stream: RemoteVideoStream) => SdkRenderer;
  readonly Features: Pick<typeof Features, "DataChannel" | "UserFacingDiagnostics">;
  readonly AzureCommunicationTokenCredential: new (options: CommunicationTokenRefreshOptions) => SdkCredential;
}

export type LoadSdk = () => Promise<Sdk>;

/** Fetches the SDK's two packages. @throws CallError `unsupported`, naming the package, where the page has none. */
export async function loadSdk(): Promise<Sdk> {
  const [calling, common] = await Promise.all([
    import("@azure/communication-calling").catch(missing("@azure/communication-calling")),
    import("@azure/communication-common").catch(missing("@azure/communication-common")),
  ]);
  const { CallClient, LocalAudioStream, LocalVideoStream, VideoStreamRenderer, Features } = calling;
  const { AzureCommunicationTokenCredential } = common;
  return {
    CallClient,
    LocalAudioStream,
    LocalVideoStream,
    VideoStreamRenderer,
    Features,
    AzureCommunicationTokenCredential,
  };
}

function missing(name: string): (cause: unknown) => never {
  return (cause) => {
    // An unresolved bare specifier is a TypeError without an address; so is a file that did not come.
    throw new CallError(
      "unsupported",
      `Calls over Azure Communication Services need the package ${name}, which this page does not supply or could not fetch.`,
      { cause },
    );
  };
}
