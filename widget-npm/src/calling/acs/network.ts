/** What the SDK says about our own network. */
import type { LatestNetworkDiagnostics, NetworkDiagnosticChangedEventArgs } from "@azure/communication-calling";
import type { Sdk, SdkCall } from "./sdk.js";

/** `DiagnosticQuality.Good`; spelled out, because the SDK's own enumeration would fetch the SDK. */
const GOOD = 1;

/** Tells whenever our media stops or starts to reach the service; returns how to stop listening. */
export function watchNetwork(sdk: Sdk, call: SdkCall, changed: (interrupted: boolean) => void): () => void {
  const { network } = call.feature(sdk.Features.UserFacingDiagnostics);
  const listener = ({ diagnostic }: NetworkDiagnosticChangedEventArgs): void => {
    if (diagnostic === "networkReconnect" || diagnostic === "noNetwork") changed(interrupted(network.getLatest()));
  };
  network.on("diagnosticChanged", listener);
  return () => network.off("diagnosticChanged", listener);
}

function interrupted({ networkReconnect, noNetwork }: LatestNetworkDiagnostics): boolean {
  return noNetwork?.value === true || Number(networkReconnect?.value ?? GOOD) > GOOD;
}
