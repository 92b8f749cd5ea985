import {
  acsCallProvider,
  CallError,
  localCallProvider,
  signalChannel,
  type ApiFetch,
  type CallGrant,
  type CallProvider,
  type CallSession,
} from "@assisted-chat/widget/calling";
import type { Api } from "../api";

/** What joining a call needs. */
export interface JoinNeeds {
  readonly api: Pick<Api, "issueAcsToken">;
  /** Requests of the local call service, which speaks HTTP by itself. */
  readonly apiFetch: ApiFetch;
  /** The microphone that the operator has chosen; undefined leaves it to the call service. */
  readonly openMicrophone: () => Promise<MediaStream | undefined>;
  /** The speaker that the operator has chosen; null is the system's. */
  readonly speaker: () => string | null;
}

const providers: readonly CallProvider[] = [localCallProvider, acsCallProvider];

/** Fetches ahead what a call of this service needs; whether it could be had shows when joining. */
export function prepareCalls(kind: CallProvider["kind"]): void {
  providerOf(kind)?.preload?.();
}

function providerOf(kind: CallProvider["kind"]): CallProvider | undefined {
  return providers.find((provider) => provider.kind === kind);
}

/** Makes the way into a call: asks for the right to join, opens the microphone, joins. */
export function createJoin(needs: JoinNeeds): (callId: string, signal: AbortSignal) => Promise<CallSession> {
  return async (callId, signal) => {
    const grant = await untilGranted(needs.api, callId, signal);
    const provider = providerOf(grant.provider);
    if (!provider) throw new CallError("unsupported", `This app cannot join calls of ${grant.provider}.`);
    const microphone = await needs.openMicrophone();
    const stopMicrophone = (): void => microphone?.getTracks().forEach((track) => track.stop());
    try {
      const session = await provider.join({
        role: "operator",
        grant,
        signal,
        refreshGrant: () => untilGranted(needs.api, callId, signal),
        signals: signalChannel(needs.apiFetch, callId),
        ...(microphone ? { microphone } : {}),
      });
      const stopListening = session.subscribe(() => {
        if (session.getSnapshot().connection !== "disconnected") return;
        stopListening();
        stopMicrophone();
      });
      const speaker = needs.speaker();
      // A speaker that has been unplugged since is no reason to stay away from the call.
      if (speaker !== null) await session.chooseDevice("speaker", speaker).catch(() => undefined);
      return session;
    } catch (error) {
      stopMicrophone();
      throw error;
    }
  };
}

async function untilGranted(
  api: Pick<Api, "issueAcsToken">,
  callId: string,
  signal: AbortSignal,
): Promise<CallGrant> {
  for (;;) {
    const answer = await api.issueAcsToken(callId, signal);
    if (answer.state === "granted") return answer.grant;
    await new Promise((resolve) => setTimeout(resolve, answer.retryAfterSeconds * 1_000));
    signal.throwIfAborted();
  }
}
