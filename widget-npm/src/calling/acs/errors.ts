/**
 * What the SDK's codes mean for the person, by subcode: of the errors that its methods throw and of
 * the reasons why a call ended. Read off the tables inside version 2.0.0 of the SDK.
 */
import { CallError, type CallErrorCode } from "../types.js";

/** No speakers to list or choose, no screen sharing, no secure context; and `OWN_STREAM_REFUSED`. */
const UNSUPPORTED: readonly number[] = [40100, 40606, 40611, 40631, 60602, 41004];
/** This resource takes no streams that the page captured (`allowAccessRawMediaStream`). */
const OWN_STREAM_REFUSED: readonly number[] = [41009, 41073, 41074];
/** The token could not be had, read, or used, or is another identity's. */
const TOKEN_REFUSED: readonly number[] = [
  40201, 40229, 40232, 40233, 40234, 40235, 44108, 44109, 44110, 44111, 44112, 44113, 44114, 44115, 44116, 44117,
];

/** What a method throws; anything else is `failed`. */
const THROWN: Readonly<Record<Exclude<CallErrorCode, "failed">, readonly number[]>> = {
  unsupported: [...UNSUPPORTED, ...OWN_STREAM_REFUSED],
  permission_denied: [40613, 40614, 43001, 43016, 60301, 60306, 60511, 60515, 60603],
  no_device: [40601, 40615, 40616, 43013, 43019, 60201, 60303, 60309, 60512, 60518],
  device_busy: [43000, 43014, 43015, 60300, 60305, 60513, 60514],
  network: [40111, 44118, 60220, 60225, 60227, 60228, 60235, 60237],
  token_refused: TOKEN_REFUSED,
  call_ended: [40012, 40203, 41071, 41072, 41088, 43021],
};

/** No such room; not invited, or beyond the room's time; ended for all; removed. */
const OVER: readonly number[] = [404, 4500, 830, 5448, 5829, 4097, 7000, 5000, 5300];
/** Why the service ended a call for us; what is not here is worth another try. */
const ENDED: Readonly<Record<"call_ended" | "token_refused", readonly number[]>> = {
  call_ended: OVER,
  token_refused: [4507, 10009],
};

/** Another agent of the same identity lives in this page. */
export const AGENT_EXISTS = 40228;

const WORDS: Readonly<Record<CallErrorCode, string>> = {
  unsupported: "This browser, page or calling resource cannot do that.",
  permission_denied: "The browser was not allowed to use the device.",
  no_device: "There is no such device.",
  device_busy: "Another program holds the device.",
  network: "The call service cannot be reached.",
  token_refused: "The call service refused the token.",
  call_ended: "The call has ended.",
  failed: "The call service could not do that.",
};

/** The SDK's error (or whatever came) as ours; its codes stay readable in the message. */
export function callError(error: unknown): CallError {
  if (error instanceof CallError) return error;
  const subCode = subCodeOf(error);
  const code = thrownCode(subCode);
  return new CallError(code, `${WORDS[code]}${mention(error, subCode)}`, { cause: error });
}

/** Whether a call that ended for this reason is over for us; null when another try may help. */
export function endedFor(reason: { readonly subCode?: number } | undefined): "call_ended" | "token_refused" | null {
  const subCode = reason?.subCode ?? 0;
  if (ENDED.call_ended.includes(subCode)) return "call_ended";
  return ENDED.token_refused.includes(subCode) ? "token_refused" : null;
}

/** Whether the error says that the resource takes no streams that the page captured. */
export function refusesOwnStreams(error: unknown): boolean {
  return OWN_STREAM_REFUSED.includes(subCodeOf(error));
}

/** The `subCode` of a `CommunicationServicesError`; 0 for anything else. */
export function subCodeOf(error: unknown): number {
  const subCode: unknown = typeof error === "object" && error !== null && "subCode" in error ? error.subCode : 0;
  return typeof subCode === "number" ? subCode : 0;
}

function thrownCode(subCode: number): CallErrorCode {
  const codes = Object.keys(THROWN) as Exclude<CallErrorCode, "failed">[];
  return codes.find((code) => THROWN[code].includes(subCode)) ?? "failed";
}

function mention(error: unknown, subCode: number): string {
  if (subCode === 0) return error instanceof Error && error.message !== "" ? ` (${error.message})` : "";
  const code: unknown = typeof error === "object" && error !== null && "code" in error ? error.code : 0;
  return ` (${String(code)}/${String(subCode)})`;
}
