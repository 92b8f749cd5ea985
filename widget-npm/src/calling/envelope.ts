/** What travels over the data channel: one JSON envelope, so that every kind of message can be told apart. */

/** A message between the two pages. `type` names its kind ("chat", "pointer", ...). */
export interface Envelope {
  readonly type: string;
  /** Chosen by the sender; lets a receiver drop a repeat. */
  readonly id: string;
  readonly body: unknown;
}

/** The text to hand to `CallSession.send`. */
export function sealEnvelope(type: string, body: unknown, id: string = crypto.randomUUID()): string {
  return JSON.stringify({ v: 1, type, id, body });
}

/** The envelope in a received text, or null when it is not one of ours: peers may be newer than we are. */
export function openEnvelope(text: string): Envelope | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const { v, type, id, body } = value as Record<string, unknown>;
  if (v !== 1 || typeof type !== "string" || typeof id !== "string") return null;
  return { type, id, body };
}
