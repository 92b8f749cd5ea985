"""A call as its document tells it at one moment: frozen, and with time already judged.

The document is the record; this is how the domain reads it. What time or a newer PIN has decided
(a call past its end, a wait that was too long) is decided here on reading, and by the conditions in
`shared.conditions` on writing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from shared.errors import CallNotFound
from shared.ids import CallId, ParticipantId
from shared.instants import Instant
from shared.json_values import JsonObject
from shared.moves import CallState, EndReason, ParticipantState
from shared.policies import FAILURES_PER_CALL, FAILURES_PER_PIN, MATCH_CODE_TRIES

Provider = Literal["acs", "local"]
RoomRole = Literal["presenter", "collaborator", "attendee"]
"""A presenter may remove others, a collaborator may share a screen, an attendee may neither."""
PinState = Literal["none", "live", "used", "expired", "burnt", "exhausted"]
ConsentKind = Literal["screen", "microphone", "camera", "pointer"]
CONSENT_KINDS: tuple[ConsentKind, ...] = ("screen", "microphone", "camera", "pointer")


@dataclass(frozen=True, slots=True)
class Participant:
    """A customer in a call; moments are None until they happen, and a consent that was never given is None."""

    participant_id: ParticipantId
    state: ParticipantState
    display_name: str | None
    redeemed_at: Instant
    admitted_at: Instant | None
    left_at: Instant | None
    last_seen_at: Instant
    match_attempts: int
    tried_at: Instant | None
    user_id: str | None
    key_hash: str
    key_thumbprint: str | None
    """The key that alone speaks for this participant (RFC 7638); None: whoever has the session token does."""
    pepper_version: str
    consents: Mapping[ConsentKind, bool | None]
    authentication_reason: str | None
    distrusted_at: Instant | None
    """When they said that they do not trust the call."""
    alarm_owed: bool

    @property
    def is_present(self) -> bool:
        """Waiting or admitted: still having a place in the call."""
        return self.state in {ParticipantState.WAITING, ParticipantState.ADMITTED}

    @property
    def room_role(self) -> RoomRole:
        """What they may do in the room: who took back that their screen is seen can't share it."""
        return "attendee" if self.consents["screen"] is False else "collaborator"

    @property
    def match_attempts_left(self) -> int:
        """Tries that the operator still has."""
        return max(0, MATCH_CODE_TRIES - self.match_attempts)


@dataclass(frozen=True, slots=True)
class Call:
    """A call at the moment it was read."""

    call_id: CallId
    state: CallState
    operator_id: str
    operator_name: str
    operator_user_id: str | None
    room_id: str
    provider: Provider
    widget: str
    subject: str | None
    created_at: Instant
    expires_at: Instant
    ended_at: Instant | None
    end_reason: EndReason | None
    generation: int
    pin_state: PinState
    pin_expires_at: Instant | None
    admitted: ParticipantId | None
    participants: Mapping[str, Participant]
    unsettled: int
    owed_at: Instant
    identities_to_delete: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether anything may still happen in it."""
        return self.state is CallState.OPEN

    def participant(self, participant_id: str) -> Participant | None:
        """The participant of that id."""
        return self.participants.get(participant_id)

    def count(self, state: ParticipantState) -> int:
        """How many participants stand there."""
        return sum(participant.state is state for participant in self.participants.values())


def call_of(document: JsonObject, now: Instant) -> Call:
    """Read a call's document as it stands at `now`. Raises CallNotFound for any other kind of document."""
    if document.get("type") != "call":
        raise CallNotFound
    fields = cast("dict[str, object]", document)
    expires_at = Instant(cast("int", fields["expires_at"]))
    state, ended_at = CallState(cast("str", fields["state"])), cast("Instant | None", fields["ended_at"])
    reason = EndReason(cast("str", fields["end_reason"])) if fields["end_reason"] else None
    if state is CallState.OPEN and now >= expires_at:
        state, ended_at, reason = CallState.ENDED, expires_at, EndReason.EXPIRED
    pin = cast("dict[str, object]", fields["pin"])
    operator = cast("dict[str, str]", fields["operator"])
    generation = cast("int", fields["generation"])
    return Call(
        call_id=CallId(cast("str", fields["id"])),
        state=state,
        operator_id=operator["id"],
        operator_name=operator["name"],
        operator_user_id=cast("str | None", operator["user_id"]),
        room_id=cast("str", fields["room_id"]),
        provider=cast("Provider", fields["provider"]),
        widget=cast("str", fields["widget"]),
        subject=cast("str | None", fields["subject"]),
        created_at=Instant(cast("int", fields["created_at"])),
        expires_at=expires_at,
        ended_at=ended_at,
        end_reason=reason,
        generation=generation,
        pin_state=_pin_state(pin, cast("int", fields["failures"]), now),
        pin_expires_at=cast("Instant | None", pin["expires_at"]),
        admitted=cast("ParticipantId | None", fields["admitted"]),
        participants={
            key: _participant(value, generation, now)
            for key, value in cast("dict[str, dict[str, object]]", fields["participants"]).items()
        },
        unsettled=cast("int", fields["unsettled"]),
        owed_at=Instant(cast("int", fields["owed_at"])),
        identities_to_delete=tuple(cast("list[str]", fields["identities_to_delete"])),
    )


def _pin_state(pin: Mapping[str, object], failures: int, now: Instant) -> PinState:
    state = cast("Literal['none', 'live', 'used']", pin["state"])
    if state == "used":
        return state
    if failures >= FAILURES_PER_CALL:
        return "exhausted"
    if state == "none":
        return state
    if cast("int", pin["failures"]) >= FAILURES_PER_PIN:
        return "burnt"
    return "expired" if now >= cast("int", pin["expires_at"]) else "live"


def _participant(fields: Mapping[str, object], generation: int, now: Instant) -> Participant:
    state = ParticipantState(cast("str", fields["state"]))
    superseded = fields["generation"] != generation
    if state is ParticipantState.WAITING and (superseded or now >= cast("int", fields["waits_until"])):
        state = ParticipantState.TURNED_AWAY
    distrust = cast("Mapping[str, object]", fields.get("distrust", {}))
    return Participant(
        participant_id=ParticipantId(cast("str", fields["participant_id"])),
        state=state,
        display_name=cast("str | None", fields["display_name"]),
        redeemed_at=Instant(cast("int", fields["redeemed_at"])),
        admitted_at=cast("Instant | None", fields["admitted_at"]),
        left_at=cast("Instant | None", fields["left_at"]),
        last_seen_at=Instant(cast("int", fields["last_seen_at"])),
        match_attempts=cast("int", fields["match_attempts"]),
        tried_at=cast("Instant | None", fields["tried_at"]),
        user_id=cast("str | None", fields["user_id"]),
        key_hash=cast("str", fields["key_hash"]),
        key_thumbprint=cast("str | None", fields.get("key_thumbprint")),
        pepper_version=cast("str", fields["pepper_version"]),
        consents=cast("Mapping[ConsentKind, bool | None]", fields["consents"]),
        authentication_reason=cast("str | None", fields["authentication_reason"]),
        distrusted_at=cast("Instant | None", distrust.get("at")),
        alarm_owed=distrust.get("alarm") == "owed",
    )
