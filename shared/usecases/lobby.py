"""The operator at the lobby's door: let a customer in by the match code, or turn them away."""

from shared import conditions
from shared.calls import Call, Participant, call_of
from shared.errors import (
    AnotherCustomerAdmitted,
    MatchCodeWrong,
    ParticipantNotFound,
    ParticipantNotWaiting,
)
from shared.events import Actor, Event, EventType
from shared.ids import CallId, ParticipantId
from shared.instants import Instant, after_seconds
from shared.ledger import change_call
from shared.match_codes import same_code
from shared.moves import ParticipantState
from shared.operators import StaffMember
from shared.patches import Increment, Set, all_of
from shared.policies import UNDER_WAY_SECONDS
from shared.ports import Ports
from shared.usecases.customer_session import match_code_of
from shared.usecases.own_calls import own_open_call


async def admit(
    ports: Ports, operator: StaffMember, call_id: CallId, participant_id: ParticipantId, code: str, now: Instant
) -> Participant:
    """Let the customer in: two writes, of which the first takes a try before the code is compared.

    Admitting the admitted again is fine. Raises CallNotFound, CallClosed, ParticipantNotFound,
    ParticipantNotWaiting, AnotherCustomerAdmitted, MatchCodeWrong (who with no try left is turned away).
    """
    path = ("participants", participant_id)
    at_the_door = all_of(
        conditions.call_is_open_and_of(operator.object_id, now),
        conditions.nobody_is_admitted(),
        conditions.is_waiting(participant_id, now),
    )
    tried = await change_call(
        ports,
        call_id,
        (Increment((*path, "match_attempts"), 1), Set((*path, "tried_at"), now)),
        all_of(at_the_door, conditions.match_code_may_be_tried(participant_id)),
        _event("match_code_tried", call_id, operator, participant_id, now),
    )
    if tried is None:
        return await _why_not(ports, operator, call_id, participant_id, now)
    participant = call_of(tried, now).participants[participant_id]
    expected = await match_code_of(ports, call_id, participant)
    if expected is None or not same_code(code, expected):
        if not participant.match_attempts_left:
            await _turn_away(ports, operator, call_id, participant_id, now)
        raise MatchCodeWrong(participant.match_attempts_left)
    admitted = await change_call(
        ports,
        call_id,
        (
            Set((*path, "state"), ParticipantState.ADMITTED.value),
            Set((*path, "admitted_at"), now),
            Set(("admitted",), participant_id),
        ),
        at_the_door,
        _event("participant_admitted", call_id, operator, participant_id, now),
    )
    if admitted is None:
        return await _why_not(ports, operator, call_id, participant_id, now)
    return call_of(admitted, now).participants[participant_id]


async def turn_away(
    ports: Ports, operator: StaffMember, call_id: CallId, participant_id: ParticipantId, now: Instant
) -> Participant:
    """Turn a waiting customer away: one write. Done again it is fine; raises as `admit`."""
    call = await _turn_away(ports, operator, call_id, participant_id, now)
    if call is not None:
        return call.participants[participant_id]
    call = await own_open_call(ports, operator, call_id, now)
    participant = _known(call, participant_id)
    if participant.state is not ParticipantState.TURNED_AWAY:
        raise ParticipantNotWaiting
    return participant


async def _turn_away(
    ports: Ports, operator: StaffMember, call_id: CallId, participant_id: ParticipantId, now: Instant
) -> Call | None:
    document = await change_call(
        ports,
        call_id,
        (Set(("participants", participant_id, "state"), ParticipantState.TURNED_AWAY.value),),
        all_of(
            conditions.call_is_open_and_of(operator.object_id, now),
            conditions.participant_may_become(ParticipantState.TURNED_AWAY, participant_id, now),
        ),
        _event("participant_turned_away", call_id, operator, participant_id, now),
    )
    return None if document is None else call_of(document, now)


async def _why_not(
    ports: Ports, operator: StaffMember, call_id: CallId, participant_id: ParticipantId, now: Instant
) -> Participant:
    """The participant if they are in already, else the refusal that fits; one read."""
    call = await own_open_call(ports, operator, call_id, now)
    participant = _known(call, participant_id)
    if participant.state is ParticipantState.ADMITTED:
        return participant
    if participant.state is not ParticipantState.WAITING:
        raise ParticipantNotWaiting
    if call.admitted is not None:
        raise AnotherCustomerAdmitted
    if now >= after_seconds(participant.tried_at or now, UNDER_WAY_SECONDS):
        # Whoever took the last try died before closing the door or opening it.
        await _turn_away(ports, operator, call_id, participant_id, now)
        raise MatchCodeWrong(0)
    # No try is left, but whoever took the last one is still comparing, and closes the door or opens it.
    raise ParticipantNotWaiting


def _known(call: Call, participant_id: ParticipantId) -> Participant:
    participant = call.participant(participant_id)
    if participant is None:
        raise ParticipantNotFound
    return participant


def _event(
    kind: EventType, call_id: CallId, operator: StaffMember, participant_id: ParticipantId, now: Instant
) -> Event:
    return Event(call_id, kind, now, Actor("operator", operator.object_id), {"participant_id": participant_id})
