"""What the contract gives out: a model per answer. Times are RFC 3339, UTC."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel


class Answer(BaseModel):
    """An answer of exactly these fields."""

    model_config = ConfigDict(extra="forbid")


class CallCreated(Answer):
    """201 of create-call."""

    call_id: str
    state: Literal["open"]
    created_at: str
    expires_at: str
    provider: Literal["acs", "local"]
    operator_name: str


class PinIssued(Answer):
    """201 of issue-pin."""

    call_id: str
    pin: str
    pin_display: str
    expires_at: str
    ttl_seconds: int


class Redeemed(Answer):
    """200 of redeem-pin and of resume."""

    session_token: str
    token_type: Literal["Bearer", "DPoP"]
    expires_in: int
    call_id: str
    participant_id: str
    match_code: str | None
    state: Literal["waiting", "admitted"]
    operator_name: str
    authenticated: bool
    authentication_reason: str | None
    authentication_required: bool
    scenario: None = None


class SessionParticipant(Answer):
    """The customer's own place."""

    participant_id: str
    state: Literal["waiting", "admitted", "left", "turned_away"]


class Session(Answer):
    """200 of session."""

    call_id: str
    state: Literal["open", "ended"]
    end_reason: Literal["operator", "expired", "distrusted"] | None
    participant: SessionParticipant
    operator_name: str
    match_code: str | None = None
    provider: Literal["acs", "local"]
    authenticated: bool
    progress: None = None
    session_token: str | None = None
    expires_in: int | None = None
    retry_after: int = 1


class ConsentNoted(Answer):
    """200 of consent."""

    kind: Literal["screen", "microphone", "camera", "pointer"]
    granted: bool
    at: str


class WidgetConfig(Answer):
    """200 of widget-config."""

    widget: str
    authentication: None = None
    anonymous_allowed: bool
    languages: list[str]
    pin_digits: int
    audio: Literal["browser", "phone"]
    release: Literal["automatic", "confirm"]


class Waiting(Answer):
    """202 of issue-acs-token."""

    state: Literal["waiting"] = "waiting"
    retry_after: int = 1


class Join(Answer):
    """Where to join."""

    kind: Literal["room", "local"]
    id: str


class Peer(Answer):
    """Who is in the call, by the call service's id."""

    user_id: str
    role: Literal["operator", "customer"]
    name: str


class AcsToken(Answer):
    """200 of issue-acs-token."""

    provider: Literal["acs", "local"]
    user_id: str
    token: str
    expires_on: str
    endpoint: str | None = None
    join: Join
    participants: list[Peer]


class Consents(Answer):
    """What the customer agreed to."""

    screen: bool
    microphone: bool
    camera: bool
    pointer: bool


class ParticipantShown(Answer):
    """A customer as the operator sees them; 200 of admit and turn-away."""

    participant_id: str
    state: Literal["waiting", "admitted", "left", "turned_away"]
    display_name: str | None
    redeemed_at: str
    admitted_at: str | None
    left_at: str | None
    distrusted_at: str | None
    last_seen_at: str
    match_attempts_left: int
    authenticated: bool
    authentication_reason: str | None
    subject: str | None
    context: list[dict[str, str]]
    consents: Consents


class PinShown(Answer):
    """The state of a call's PIN; never the PIN."""

    state: Literal["none", "live", "used", "expired", "burnt", "exhausted"]
    expires_at: str | None


class CallFields(Answer):
    """What a call and its entry in the list have in common."""

    call_id: str
    state: Literal["open", "ended"]
    created_at: str
    expires_at: str
    ended_at: str | None
    end_reason: Literal["operator", "expired", "distrusted"] | None
    operator_name: str
    subject: str | None
    widget: str
    provider: Literal["acs", "local"]
    scenario: None = None
    progress: None = None
    pin: PinShown


class CallShown(CallFields):
    """200 of calls/{call_id}."""

    participants: list[ParticipantShown]


class CallListed(CallFields):
    """An entry of the list."""

    waiting: int
    admitted: int


class CallList(Answer):
    """200 of calls."""

    calls: list[CallListed]
    next: str | None


class CallEnded(Answer):
    """200 of end-call, for the operator."""

    call_id: str
    state: Literal["ended"] = "ended"
    ended_at: str


class CallLeft(Answer):
    """200 of end-call, for the customer."""

    call_id: str
    state: Literal["left"] = "left"


class CallEndedOrLeft(RootModel[CallEnded | CallLeft]):
    """200 of end-call."""


class Me(Answer):
    """200 of me."""

    name: str
    object_id: str
    roles: list[str]
    provider: Literal["aad"] = "aad"


class Health(Answer):
    """200 of health."""

    status: Literal["ok"] = "ok"
    version: str


class Neighbours(Answer):
    """The state of each neighbour."""

    store: Literal["ok", "away"]
    secrets: Literal["ok", "away"]
    calls: Literal["ok", "away"]


class Ready(Answer):
    """200 of health/ready."""

    status: Literal["ok"] = "ok"
    neighbours: Neighbours


class NotReady(Answer):
    """503 of health/ready."""

    status: Literal["unavailable"] = "unavailable"
    neighbours: Neighbours
    retry_after: int


class SignalSent(Answer):
    """201 of local-call-signals."""

    seq: int


class SignalShown(Answer):
    """One piece of mail."""

    model_config = ConfigDict(extra="forbid", serialize_by_alias=True)

    seq: int
    sender: str = Field(alias="from")
    kind: Literal["offer", "answer", "candidate", "restart", "bye"]
    data: str


class SignalsShown(Answer):
    """200 of local-call-signals."""

    signals: list[SignalShown]
    state: Literal["open", "ended"]


class Jwk(Answer):
    """A public key (RFC 7517)."""

    kty: Literal["RSA"]
    use: Literal["sig"]
    alg: Literal["RS256"]
    kid: str
    n: str
    e: str


class Jwks(Answer):
    """200 of jwks."""

    keys: list[Jwk]
