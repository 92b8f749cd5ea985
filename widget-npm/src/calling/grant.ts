/** Reads the answer of `issue-acs-token` into a `CallGrant`, trusting nothing about its shape. */
import { readFields, readList, readOneOf, readOptionalText, readText } from "../json-fields.js";
import { CallError, type CallGrant, type CallParticipant } from "./types.js";

/**
 * Turns the JSON body of a `200` from `POST /api/issue-acs-token` into a grant.
 *
 * @throws CallError `failed`, naming the field, when the body is not what the contract says.
 */
export function callGrant(body: unknown): CallGrant {
  try {
    return grant(body);
  } catch (cause) {
    throw new CallError("failed", cause instanceof Error ? cause.message : "", { cause });
  }
}

function grant(body: unknown): CallGrant {
  const answer = readFields(body, "the answer");
  const join = readFields(answer.join, "join");
  const endpoint = readOptionalText(answer, "endpoint");
  return {
    provider: readOneOf(answer, "provider", ["acs", "local"]),
    userId: readText(answer, "user_id"),
    token: readText(answer, "token"),
    expiresOn: readText(answer, "expires_on"),
    ...(endpoint === null ? {} : { endpoint }),
    join: { kind: readOneOf(join, "kind", ["room", "local"]), id: readText(join, "id") },
    participants: readList(answer, "participants").map(participant),
  };
}

function participant(value: unknown): CallParticipant {
  const entry = readFields(value, "participants");
  return {
    userId: readText(entry, "user_id"),
    role: readOneOf(entry, "role", ["operator", "customer"]),
    name: readOptionalText(entry, "name") ?? "",
  };
}
