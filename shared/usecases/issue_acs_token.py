"""The right to join: a token of the call service for somebody who is on the roster."""

import asyncio
from dataclasses import dataclass

from shared.calls import Call, Participant, RoomRole, call_of
from shared.conditions import call_is_open
from shared.errors import CallOver, Unavailable
from shared.events import Actor, Event
from shared.ids import CallId
from shared.instants import Instant
from shared.ledger import change_call
from shared.moves import ParticipantState
from shared.operators import StaffMember
from shared.patches import Condition, Equals, Path, Set, all_of
from shared.ports import AccessToken, Ports
from shared.session_tokens import SessionClaims
from shared.usecases.customer_session import present_participant, refuse_absent
from shared.usecases.doubtful_identities import forget_unless_remembered
from shared.usecases.one_identity import end_identities_elsewhere
from shared.usecases.own_calls import own_living_call
from shared.usecases.settle_calls import owes


@dataclass(frozen=True, slots=True)
class Grant:
    """A token, whose it is, the call to join with it, and where the call service is if a browser must be told."""

    user_id: str
    token: AccessToken
    call: Call
    endpoint: str | None


async def grant_to_operator(ports: Ports, operator: StaffMember, call_id: CallId, now: Instant) -> Grant:
    """One read. Raises CallNotFound, CallOver.

    An operator whose identity ended, since they may have one at a time, gets a fresh one: one write more.
    """
    call = await own_living_call(ports, operator, call_id, now)
    if call.operator_user_id is not None:
        return await _operators(ports, call, call.operator_user_id)
    actor = Actor("operator", operator.object_id)
    fresh = await _fresh(ports, call, ("operator", "user_id"), actor, call_is_open(now), now)
    if fresh is None:
        call = await own_living_call(ports, operator, call_id, now)
        if call.operator_user_id is None:
            raise Unavailable
        return await _operators(ports, call, call.operator_user_id)
    await ports.calls.join_room(call.room_id, fresh.user_id, "presenter")
    await end_identities_elsewhere(ports, fresh.call, now)
    return fresh


async def _operators(ports: Ports, call: Call, user_id: str) -> Grant:
    """The room was made with its operator in it; only an identity that came later may not be on the roster yet."""
    fresh = ports.policies.identity_mapping.one_identity_a_person
    return await _refreshed(ports, call, user_id, "presenter" if fresh else None)


async def grant_to_customer(ports: Ports, session: SessionClaims, now: Instant) -> Grant | None:
    """None while the customer waits. One read; the first time one write besides, which remembers the
    identity before it is put on the roster. Raises CallOver, Left, TurnedAway.
    """
    call, participant = await present_participant(ports, session, now)
    if participant.state is ParticipantState.WAITING:
        return None
    if participant.user_id is not None:
        return await _refreshed(ports, call, participant.user_id, participant.room_role)
    return await _first_grant(ports, call, participant, now)


async def _first_grant(ports: Ports, call: Call, participant: Participant, now: Instant) -> Grant:
    participant_id = participant.participant_id
    path = ("participants", participant_id)
    admitted = all_of(call_is_open(now), Equals((*path, "state"), ParticipantState.ADMITTED.value))
    fresh = await _fresh(ports, call, (*path, "user_id"), Actor("customer", participant_id), admitted, now)
    if fresh is None:
        return await _reread(ports, call.call_id, participant, now)
    role = fresh.call.participants[participant_id].room_role
    await ports.calls.join_room(call.room_id, fresh.user_id, role)
    return fresh


async def _fresh(ports: Ports, call: Call, path: Path, actor: Actor, when: Condition, now: Instant) -> Grant | None:
    """An identity remembered at that path, where there was none; None when another request was first or
    the place is over meanwhile.
    """
    user_id, token = await ports.calls.create_identity()
    issued = Event(call.call_id, "identity_issued", now, actor)
    nobody_yet = all_of(when, Equals(path, None))
    # Owed until it is surely on the roster: the process may die before that.
    changes = (Set(path, user_id), *owes(now))
    try:
        document = await change_call(ports, call.call_id, changes, nobody_yet, issued)
    except BaseException:
        forget_unless_remembered(ports, call.call_id, path, user_id)
        raise
    if document is not None:
        return Grant(user_id, token, call_of(document, now), ports.calls.endpoint)
    forget_unless_remembered(ports, call.call_id, path, user_id)
    return None


async def _reread(ports: Ports, call_id: CallId, participant: Participant, now: Instant) -> Grant:
    document = await ports.documents.read(call_id)
    call = call_of(document, now) if document else None
    known = call.participant(participant.participant_id) if call else None
    if call is None or known is None:
        raise CallOver
    refuse_absent(call, known)
    if known.user_id is None:
        raise Unavailable
    return await _refreshed(ports, call, known.user_id, None)


async def _refreshed(ports: Ports, call: Call, user_id: str, role: RoomRole | None) -> Grant:
    """A new token; with a role, the place on the roster is made sure of meanwhile."""
    if role is None:
        token = await ports.calls.issue_token(user_id)
    else:
        _, token = await asyncio.gather(
            ports.calls.join_room(call.room_id, user_id, role), ports.calls.issue_token(user_id)
        )
    return Grant(user_id, token, call, ports.calls.endpoint)
