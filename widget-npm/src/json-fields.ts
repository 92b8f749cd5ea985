/** Reading JSON whose shape is a contract, not a certainty. */

/** An answer that is not what the contract says; `message` names the field. */
export class MalformedAnswer extends Error {
  override readonly name = "MalformedAnswer";
  constructor(field: string) {
    super(`The answer is not understood: ${field}.`);
  }
}

export type Fields = Readonly<Record<string, unknown>>;

/** @throws MalformedAnswer */
export function readFields(value: unknown, name: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new MalformedAnswer(name);
  return value as Fields;
}

/** @throws MalformedAnswer */
export function readList(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name];
  if (!Array.isArray(value)) throw new MalformedAnswer(name);
  return value as readonly unknown[];
}

/** @throws MalformedAnswer */
export function readText(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== "string") throw new MalformedAnswer(name);
  return value;
}

/** @throws MalformedAnswer */
export function readNumber(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value !== "number" || !Number.isFinite(value)) throw new MalformedAnswer(name);
  return value;
}

/** @throws MalformedAnswer */
export function readOneOf<T extends string>(fields: Fields, name: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === fields[name]);
  if (found === undefined) throw new MalformedAnswer(name);
  return found;
}

/** The text, or null when the field is absent or null. */
export function readOptionalText(fields: Fields, name: string): string | null {
  return fields[name] === undefined || fields[name] === null ? null : readText(fields, name);
}
