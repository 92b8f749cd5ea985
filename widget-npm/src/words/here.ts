import type { Voices } from "../headless/can-speak.js";

/** What is said of where customer and operator speak to each other. */
export const HERE = {
  both: "callHere",
  operator: "callHereListening",
  nobody: "callHereUnheard",
} as const satisfies Record<Voices, string>;
