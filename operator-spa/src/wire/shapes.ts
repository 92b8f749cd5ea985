/** The shapes of the answers, checked at run time; names are the contract's own. */
import * as v from "valibot";

const instant = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text)), "not a time"),
);

export const Me = v.object({
  name: v.string(),
  object_id: v.string(),
  roles: v.array(v.string()),
});
export type Me = v.InferOutput<typeof Me>;

export const CreatedCall = v.object({
  call_id: v.string(),
  created_at: instant,
  expires_at: instant,
});
export type CreatedCall = v.InferOutput<typeof CreatedCall>;

export const IssuedPin = v.object({
  call_id: v.string(),
  pin: v.string(),
  pin_display: v.string(),
  expires_at: instant,
  ttl_seconds: v.number(),
});
export type IssuedPin = v.InferOutput<typeof IssuedPin>;

/** A variable that the bank declared and vouches for; anything of another shape is not shown. */
const ContextVariable = v.object({
  name: v.string(),
  value: v.union([v.string(), v.number(), v.boolean()]),
});

export const Participant = v.object({
  participant_id: v.string(),
  state: v.picklist(["waiting", "admitted", "left", "turned_away"]),
  display_name: v.nullable(v.string()),
  redeemed_at: instant,
  admitted_at: v.nullable(instant),
  left_at: v.nullable(instant),
  /** When they said that they do not trust the call. */
  distrusted_at: v.nullish(instant, null),
  last_seen_at: instant,
  match_attempts_left: v.number(),
  authenticated: v.boolean(),
  authentication_reason: v.nullable(v.string()),
  subject: v.nullable(v.string()),
  context: v.fallback(v.array(ContextVariable), []),
  consents: v.object({
    screen: v.boolean(),
    microphone: v.boolean(),
    camera: v.boolean(),
    pointer: v.boolean(),
  }),
});
export type Participant = v.InferOutput<typeof Participant>;

const callFields = {
  call_id: v.string(),
  state: v.picklist(["open", "ended"]),
  created_at: instant,
  expires_at: instant,
  ended_at: v.nullable(instant),
  end_reason: v.nullable(v.string()),
  operator_name: v.string(),
  subject: v.nullable(v.string()),
  provider: v.picklist(["acs", "local"]),
  pin: v.object({
    state: v.picklist(["none", "live", "used", "expired", "burnt", "exhausted"]),
    expires_at: v.nullish(instant, null),
  }),
};

export const ListedCall = v.object({ ...callFields, waiting: v.number(), admitted: v.number() });
export type ListedCall = v.InferOutput<typeof ListedCall>;

export const CallPage = v.object({ calls: v.array(ListedCall), next: v.nullable(v.string()) });
export type CallPage = v.InferOutput<typeof CallPage>;

export const CallDetail = v.object({ ...callFields, participants: v.array(Participant) });
export type CallDetail = v.InferOutput<typeof CallDetail>;
export type PinState = CallDetail["pin"]["state"];

export const EndedCall = v.object({ call_id: v.string(), state: v.literal("ended") });

export const NotYet = v.object({ state: v.literal("waiting"), retry_after: v.number() });
