import { describe, expect, test } from "vitest";
import { callGrant, CallError, openEnvelope, sealEnvelope, signalChannel } from "@assisted-chat/widget/calling";

const ANSWER = {
  provider: "local",
  user_id: "user-1",
  token: "t",
  expires_on: "2026-11-22T11:00:00Z",
  join: { kind: "local", id: "room" },
  participants: [{ user_id: "user-2", role: "operator", name: "Jana" }],
};

describe("callGrant", () => {
  test("reads the contract's answer", () => {
    expect(callGrant(ANSWER)).toEqual({
      provider: "local",
      userId: "user-1",
      token: "t",
      expiresOn: "2026-11-22T11:00:00Z",
      join: { kind: "local", id: "room" },
      participants: [{ userId: "user-2", role: "operator", name: "Jana" }],
    });
    expect(callGrant({ ...ANSWER, endpoint: "https://x" }).endpoint).toBe("https://x");
  });

  test.each([
    [null, "the answer"],
    [{ ...ANSWER, provider: "teams" }, "provider"],
    [{ ...ANSWER, token: 7 }, "token"],
    [{ ...ANSWER, join: { kind: "local" } }, "id"],
    [{ ...ANSWER, participants: [{ user_id: "u", role: "admin" }] }, "role"],
  ])("names what it does not understand in %j", (body, field) => {
    expect(() => callGrant(body)).toThrow(CallError);
    expect(() => callGrant(body)).toThrow(field);
  });
});

describe("signalChannel", () => {
  const asked: (readonly [string, RequestInit | undefined])[] = [];
  const answering = (status: number, body: unknown, callId?: string) =>
    signalChannel((path, init) => {
      asked.push([path, init]);
      return Promise.resolve(Response.json(body, { status }));
    }, callId);
  const never = new AbortController().signal;

  test("posts and asks as the contract says, the operator naming the call", async () => {
    await answering(201, { seq: 1 }, "call_1").send("part_1", "offer", "data");
    expect(JSON.parse(asked.at(-1)?.[1]?.body as string)).toEqual({
      call_id: "call_1",
      to: "part_1",
      kind: "offer",
      data: "data",
    });
    await answering(200, { signals: [], state: "open" }).receive(16, 10, never);
    expect(asked.at(-1)?.[0]).toBe("/api/local-call-signals?after=16&wait=10");
  });

  test("lets through what is a signal", async () => {
    const signal = { seq: 3, from: "operator", kind: "bye", data: "" };
    const mail = answering(200, { signals: [signal, { seq: "4" }, { ...signal, kind: "dance" }], state: "open" });
    expect(await mail.receive(0, 0, never)).toEqual([signal]);
  });

  test.each([
    [410, { code: "call_closed" }, "call_ended"],
    [403, { code: "turned_away" }, "call_ended"],
    [403, { code: "foreign_origin" }, "failed"],
    [401, { code: "session_expired" }, "token_refused"],
    [409, { code: "participant_not_admitted" }, "failed"],
    [503, { code: "unavailable" }, "network"],
    [200, { hello: "world" }, "failed"],
    [200, { signals: [], state: "ended" }, "call_ended"],
  ])("makes of a %i %j the error %s", async (status, body, code) => {
    await expect(answering(status, body).receive(0, 0, never)).rejects.toMatchObject({ name: "CallError", code });
  });

  test("makes of silence a network error", async () => {
    const deaf = signalChannel(() => Promise.reject(new TypeError("Failed to fetch")));
    await expect(deaf.send("operator", "bye", "")).rejects.toMatchObject({ code: "network" });
  });
});

test("an envelope opens as it was sealed, and nothing else opens", () => {
  expect(openEnvelope(sealEnvelope("chat", { text: "ahoj" }, "1"))).toEqual({
    type: "chat",
    id: "1",
    body: { text: "ahoj" },
  });
  for (const text of ["", "null", "{}", '{"v":2,"type":"chat","id":"1"}', "[1]"]) expect(openEnvelope(text)).toBeNull();
});
