/** What the calling SDK's codes become, and what a page without the SDK is told. */
import { expect, test } from "vitest";
import { CallError, type CallGrant } from "@assisted-chat/widget/calling";
import { callError, endedFor, refusesOwnStreams } from "../../src/calling/acs/errors.js";
import { acsCallProviderWith } from "../../src/calling/acs/provider.js";

const thrown = (code: number, subCode: number): Error => Object.assign(new Error("the SDK's words"), { code, subCode });

test.each([
  [400, 40100, "unsupported"],
  [403, 43001, "permission_denied"],
  [412, 60303, "no_device"],
  [412, 43000, "device_busy"],
  [500, 60227, "network"],
  [401, 44113, "token_refused"],
  [412, 41071, "call_ended"],
  [500, 60603, "permission_denied"],
  [500, 99999, "failed"],
])("an error %i/%i of the SDK is %s, and keeps its codes", (code, subCode, meaning) => {
  const error = callError(thrown(code, subCode));

  expect(error).toBeInstanceOf(CallError);
  expect(error.code).toBe(meaning);
  expect(error.message).toContain(`${String(code)}/${String(subCode)}`);
});

test.each([
  [5300, "call_ended"], // removed by somebody
  [5829, "call_ended"], // beyond the room's time
  [4507, "token_refused"],
  [3101, null], // our network
  [5010, null], // nobody else was left; the call may live
  [301005, null], // media were lost
])("a call that ended with subcode %i is over or worth another try: %s", (subCode, verdict) => {
  expect(endedFor({ subCode })).toBe(verdict);
});

test("a resource that takes no captured streams is told from every other refusal", () => {
  expect(refusesOwnStreams(thrown(412, 41073))).toBe(true);
  expect(refusesOwnStreams(thrown(500, 60603))).toBe(false);
});

test("a page that cannot fetch the SDK now may try again", async () => {
  let fetched = 0;
  const provider = acsCallProviderWith(() => {
    fetched += 1;
    return Promise.reject(new CallError("unsupported", "no @azure/communication-calling"));
  });
  const grant: CallGrant = {
    provider: "acs",
    userId: "8:acs:1",
    token: "",
    expiresOn: "2030-01-01T00:00:00Z",
    join: { kind: "room", id: "1" },
    participants: [],
  };
  const signals = { send: () => Promise.resolve(), receive: () => Promise.resolve([]) };
  const join = (): Promise<unknown> =>
    provider.join({ role: "customer", grant, refreshGrant: () => Promise.resolve(grant), signals });

  await expect(join()).rejects.toMatchObject({ code: "unsupported" });
  await expect(join()).rejects.toMatchObject({ code: "unsupported" });
  expect(fetched).toBe(2);
});
