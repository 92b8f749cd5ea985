"""The right to join: a token of the call service for somebody who is on the roster."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from shared.calls import Call, Participant, call_of
from shared.conditions import call_is_open
from shared.errors import CallOver, Unavailable
from shared.events import Actor, Event
from shared.ids import CallId
from shared.instants import Instant
from shared.ledger import change_call
from shared.moves import ParticipantState
from shared.operators import StaffMember
from shared.patches import Equals, Set, all_of
from shared.ports import AccessToken, Ports
from shared.session_tokens import SessionClaims
from shared.usecases.customer_session import present_participant, refuse_absent
from shared.usecases.own_calls import own_living_call


@dataclass(frozen=True, slots=True)
class Grant:
    """A token, whose it is, the call to join with it, and where the call service is if a browser must be told."""

    user_id: str
    token: AccessToken
    call: Call
    endpoint: str | None


async def grant_to_operator(ports: Ports, operator: StaffMember, call_id: CallId, now: Instant) -> Grant:
    """One read. Raises CallNotFound, CallOver."""
    call = await own_living_call(ports, operator, call_id, now)
    token = await ports.calls.issue_token(call.operator_user_id)
    return Grant(call.operator_user_id, token, call, ports.calls.endpoint)


async def grant_to_customer(ports: Ports, session: SessionClaims, now: Instant) -> Grant | None:
    """None while the customer waits. One read; the first time one write besides, which remembers the
    identity before it is put on the roster. Raises CallOver, Left, TurnedAway.
    """
    call, participant = await present_participant(ports, session, now)
    if participant.state is ParticipantState.WAITING:
        return None
    if participant.user_id is not None:
        _, token = await asyncio.gather(
            ports.calls.join_room(call.room_id, participant.user_id, participant.room_role),
            ports.calls.issue_token(participant.user_id),
        )
        return Grant(participant.user_id, token, call, ports.calls.endpoint)
    return await _first_grant(ports, call, participant, now)


async def _first_grant(ports: Ports, call: Call, participant: Participant, now: Instant) -> Grant:
    user_id, token = await ports.calls.create_identity()
    path = ("participants", participant.participant_id)
    document = await change_call(
        ports,
        call.call_id,
        (Set((*path, "user_id"), user_id),),
        all_of(
            call_is_open(now),
            Equals((*path, "user_id"), None),
            Equals((*path, "state"), ParticipantState.ADMITTED.value),
        ),
        Event(call.call_id, "identity_issued", now, Actor("customer", participant.participant_id)),
    )
    if document is not None:
        call = call_of(document, now)
        role = call.participants[participant.participant_id].room_role
        await ports.calls.join_room(call.room_id, user_id, role)
        return Grant(user_id, token, call, ports.calls.endpoint)
    # Another request of the same browser was first, or the customer's place is over meanwhile. Nobody was given
    # this identity's token, so it need not be remembered should the service not hear of its end.
    with suppress(Unavailable):
        await ports.calls.delete_identity(user_id)
    return await _reread(ports, call.call_id, participant, now)


async def _reread(ports: Ports, call_id: CallId, participant: Participant, now: Instant) -> Grant:
    document = await ports.documents.read(call_id)
    call = call_of(document, now) if document else None
    known = call.participant(participant.participant_id) if call else None
    if call is None or known is None:
        raise CallOver
    refuse_absent(call, known)
    if known.user_id is None:
        raise Unavailable
    token = await ports.calls.issue_token(known.user_id)
    return Grant(known.user_id, token, call, ports.calls.endpoint)
