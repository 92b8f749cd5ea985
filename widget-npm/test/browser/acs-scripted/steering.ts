/** How a test steers the scripted service, from outside the page. */
export interface Steering {
  /** Where the signalling is spoken; see `room-mail.ts`. */
  readonly signals: string;
  /** False: the resource refuses streams of the page's own (`allowAccessRawMediaStream`). */
  rawMedia?: boolean;
}

declare global {
  // Only `var` declares a property of globalThis.
  // eslint-disable-next-line no-var
  var scriptedCalling: Steering | undefined;
}

export function steering(): Steering {
  if (!globalThis.scriptedCalling) throw new Error("scriptedCalling is not set");
  return globalThis.scriptedCalling;
}
