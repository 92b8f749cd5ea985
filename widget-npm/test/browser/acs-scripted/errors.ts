/** Errors in the SDK's shape (`CommunicationServicesError`), with the SDK's own codes. */
import type { CommunicationServicesError } from "@azure/communication-calling";

export class ScriptedError extends Error implements CommunicationServicesError {
  override readonly name = "CallingCommunicationError";
  readonly code: number;
  readonly subCode: number;
  constructor(code: number, subCode: number, message: string) {
    super(message);
    this.code = code;
    this.subCode = subCode;
  }
}

/** A refusal of `getUserMedia` as the SDK words it. */
export function mediaRefusal(error: unknown, video: boolean): ScriptedError {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError") return new ScriptedError(403, video ? 43001 : 60301, "permission was not granted");
  if (name === "NotFoundError") return new ScriptedError(412, video ? 43013 : 60303, "no devices found");
  return new ScriptedError(412, video ? 43000 : 60300, "device is being used by another process");
}
