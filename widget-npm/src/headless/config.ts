/** What the service says about this widget (`GET /api/widget-config`). */
import { readFields, readNumber, readOneOf, type Fields } from "../json-fields.js";
import type { Api } from "./api.js";

export interface WidgetConfig {
  readonly pinDigits: number;
  /** "confirm": a second click releases the picture once both hear each other. */
  readonly release: "automatic" | "confirm";
}

/** What holds until the service has answered. */
export const USUAL: WidgetConfig = { pinDigits: 10, release: "automatic" };

/** @throws Refusal, Away, MalformedAnswer */
export async function fetchConfig(api: Api, widget: string, signal: AbortSignal): Promise<WidgetConfig> {
  const query = new URLSearchParams({ widget });
  const answer: Fields = readFields(await api.get(`/api/widget-config?${query.toString()}`, { signal }), "config");
  return {
    pinDigits: readNumber(answer, "pin_digits"),
    release: readOneOf(answer, "release", ["automatic", "confirm"]),
  };
}
