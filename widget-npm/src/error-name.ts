/** The name of what was thrown ("NotAllowedError", ...); "" for what has none. Browsers throw more than Errors. */
export function errorName(error: unknown): string {
  const name: unknown = typeof error === "object" && error !== null && "name" in error ? error.name : "";
  return typeof name === "string" ? name : "";
}
