import type { CallDetail, Me, Participant } from "../src/wire/shapes";

export const jana: Me = {
  name: "Jana Nováková",
  object_id: "22222222-2222-4222-8222-000000000001",
  roles: ["Operator"],
};
export const minji: Me = {
  name: "Kim Min-ji",
  object_id: "22222222-2222-4222-8222-000000000002",
  roles: ["Operator"],
};
export const nobody: Me = {
  name: "Nikdo Neznámý",
  object_id: "22222222-2222-4222-8222-000000000301",
  roles: [],
};

/** RFC 3339 from milliseconds. */
export function at(ms: number): string {
  return new Date(ms).toISOString();
}

const MINUTE = 60_000;

/** A call that began at `createdAt`, open and without a PIN unless `rest` says otherwise. */
export function aCall(callId: string, createdAt: number, rest: Partial<CallDetail> = {}): CallDetail {
  return {
    call_id: callId,
    state: "open",
    created_at: at(createdAt),
    expires_at: at(createdAt + 60 * MINUTE),
    ended_at: null,
    end_reason: null,
    operator_name: jana.name,
    subject: null,
    provider: "local",
    pin: { state: "none", expires_at: null },
    participants: [],
    ...rest,
  };
}

/** A call that lasted `minutes` with somebody in it. */
export function anEndedCall(callId: string, createdAt: number, minutes: number): CallDetail {
  return aCall(callId, createdAt, {
    state: "ended",
    ended_at: at(createdAt + minutes * MINUTE),
    end_reason: "operator",
    pin: { state: "used", expires_at: null },
    participants: [aCustomer(`part_of_${callId}`, createdAt, { state: "left", admitted_at: at(createdAt) })],
  });
}

/** A customer who used the PIN at `redeemedAt` and waits unless `rest` says otherwise. */
export function aCustomer(id: string, redeemedAt: number, rest: Partial<Participant> = {}): Participant {
  return {
    participant_id: id,
    state: "waiting",
    display_name: "Petr",
    redeemed_at: at(redeemedAt),
    admitted_at: null,
    left_at: null,
    distrusted_at: null,
    last_seen_at: at(redeemedAt),
    match_attempts_left: 2,
    authenticated: false,
    authentication_reason: null,
    subject: null,
    context: [],
    consents: { screen: true, microphone: true, camera: false, pointer: false },
    ...rest,
  };
}
