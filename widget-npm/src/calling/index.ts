/** Door `./calling`: joining a call, without any user interface. Shared by the widget and the operator's app. */
export * from "./types.js";
export { callGrant } from "./grant.js";
export { signalChannel, type ApiFetch } from "./signal-channel.js";
export { sealEnvelope, openEnvelope, type Envelope } from "./envelope.js";
export { localCallProvider } from "./local/provider.js";
export { acsCallProvider } from "./acs/provider.js";
