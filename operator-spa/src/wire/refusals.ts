/** Every code with which the service refuses, and `unknown` for one that this build has not heard of. */
export const REFUSAL_CODES = [
  "invalid_request",
  "sign_in_required",
  "role_required",
  "foreign_origin",
  "match_code_wrong",
  "turned_away",
  "call_not_found",
  "participant_not_found",
  "widget_not_found",
  "scenario_not_found",
  "call_closed",
  "pin_exhausted",
  "participant_not_waiting",
  "participant_not_admitted",
  "another_customer_admitted",
  "authentication_required",
  "idempotency_key_reused",
  "left",
  "body_too_large",
  "content_type",
  "too_many_attempts",
  "unknown",
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** Whatever can go wrong with a request; never thrown itself. */
export abstract class ApiError extends Error {}

/** The service understood the request and said no. */
export class Refused extends ApiError {
  override readonly name = "Refused";
  constructor(
    readonly status: number,
    readonly code: RefusalCode,
    /** Tries left for the match code; only with `match_code_wrong`. */
    readonly attemptsLeft?: number,
  ) {
    super(`refused: ${status} ${code}`);
  }
}

/** No answer, or one that says "not now"; the same request may be made again. */
export class Unreachable extends ApiError {
  override readonly name = "Unreachable";
  constructor(
    readonly retryAfterSeconds?: number,
    options?: ErrorOptions,
  ) {
    super("the service could not be reached", options);
  }
}

/** An answer outside the contract; asking again will hardly help. */
export class Unreadable extends ApiError {
  override readonly name = "Unreadable";
}

/** Whether `error` is a refusal with one of `codes`. */
export function isRefused(error: unknown, ...codes: readonly RefusalCode[]): error is Refused {
  return error instanceof Refused && codes.includes(error.code);
}
