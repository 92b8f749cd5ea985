/**
 * What the two ends of a local call say to each other in a signal's `data`.
 *
 * Mail outlives pages, so every letter names the connection it comes from and the one it is for: a
 * page that was reloaded, or that gave its connection up, takes a new name, and old letters fall
 * through. A customer's `restart` without `to` is a greeting: "here I am, make me an offer".
 */

/** The media lines of a connection, told apart by the transceiver's mid. */
export type Line = "microphone" | "camera" | "screen";
export const LINES: readonly Line[] = ["microphone", "camera", "screen"];
export type Labels = Readonly<Record<Line, string>>;

export interface Letter {
  /** The sender's connection. */
  readonly me: string;
  /** The connection that this is for; null greets whoever is there. */
  readonly to: string | null;
  readonly description?: RTCSessionDescriptionInit;
  readonly labels?: Labels;
  readonly candidates?: readonly RTCIceCandidateInit[];
}

/** A fresh name for a connection. */
export function connectionName(): string {
  return crypto.randomUUID().slice(0, 13);
}

/** Reads `data`; null when it is not a letter. */
export function readLetter(data: string): Letter | null {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const letter = value as Partial<Letter>;
  if (typeof letter.me !== "string") return null;
  if (letter.to !== null && typeof letter.to !== "string") return null;
  return letter as Letter;
}

/** Which of our pictures and sounds are on; sent over the connection's own `state` channel. */
export interface LineState {
  readonly camera: boolean;
  readonly screen: boolean;
}

/** Reads a message of the `state` channel; null when it is not one. */
export function readLineState(data: unknown): LineState | null {
  if (typeof data !== "string") return null;
  try {
    const { camera, screen } = JSON.parse(data) as Record<string, unknown>;
    return { camera: camera === true, screen: screen === true };
  } catch {
    return null;
  }
}
