"""What a call owes the call service: a place on the roster ended, a power taken away, everything closed.

Whoever ends or changes something writes the debt down in the same patch (`unsettled`), pays it at once if the
service answers, and never fails for it: the sweep pays whatever is still owed, so that nothing leaks.
"""

import asyncio
import logging
from collections.abc import Awaitable, Sequence

from shared import conditions
from shared.calls import Call, Participant, call_of
from shared.distrust_alarms import raise_alarms
from shared.errors import Unavailable
from shared.events import Actor, Event
from shared.ids import CallId
from shared.instants import Instant, after_seconds
from shared.json_values import JsonObject
from shared.ledger import change_call
from shared.moves import CallState, EndReason
from shared.patches import Change, Equals, Increment, Patch, Set, all_of
from shared.policies import UNDER_WAY_SECONDS
from shared.ports import Ports

_SWEPT_AT_ONCE = 1_000
"""So many that a handful which the service always refuses keep no other from its turn."""
_SETTLED_SIDE_BY_SIDE = 10
_log = logging.getLogger(__name__)


def owes(now: Instant) -> tuple[Change, ...]:
    """Part of every change that the call service must hear of."""
    return Increment(("unsettled",), 1), Set(("owed_at",), now)


async def settle_now(ports: Ports, document: JsonObject, now: Instant) -> None:
    """Pay what the call owes, if the service answers; the sweep makes sure."""
    try:
        await _pay(ports, call_of(document, now))
    except Unavailable:
        _log.warning("the call service does not answer: what is over ends there when the sweep reaches it")


async def settle_calls(ports: Ports, now: Instant) -> int:
    """End calls that are past their end, and pay what calls owe; how many were settled."""
    documents = await ports.documents.to_settle(now, _SWEPT_AT_ONCE)
    turns = asyncio.Semaphore(_SETTLED_SIDE_BY_SIDE)

    async def in_turn(document: JsonObject) -> bool:
        async with turns:
            return await _settle(ports, document, now)

    return sum(await asyncio.gather(*map(in_turn, documents)))


async def _settle(ports: Ports, document: JsonObject, now: Instant) -> bool:
    """Whether nothing is owed any more. An odd document fails alone."""
    try:
        return await _settled(ports, document, now)
    except Unavailable:
        _log.warning("a call stays unsettled: a neighbour is away; the next sweep tries again")
    except Exception as error:  # noqa: BLE001 (whatever is wrong with one call, the others have their turn)
        _log.error("%s cannot be settled (%s)", document["id"], type(error).__name__)
    return False


async def _settled(ports: Ports, document: JsonObject, now: Instant) -> bool:
    call = call_of(document, now)
    if document["state"] == CallState.OPEN.value and not call.is_open:
        after_the_end = await _end_overdue(ports, call, now)
        if after_the_end is None:
            return False
        call = call_of(after_the_end, now)
    under_way = now < after_seconds(call.owed_at, UNDER_WAY_SECONDS)
    if not under_way:
        # First: an alarm waits for no call service. Whoever owes it had their time to raise it themselves.
        await raise_alarms(ports, call)
    await side_by_side(_pay(ports, call), _place_operator(ports, call))
    if under_way:
        # A request that read the call before it may still be writing what was right then.
        return False
    # Its time as well: a debt that was paid and made anew counts the same.
    nothing_new = all_of(Equals(("unsettled",), call.unsettled), Equals(("owed_at",), call.owed_at))
    paid = Patch((Set(("unsettled",), 0), Set(("identities_to_delete",), [])), nothing_new)
    return await ports.documents.patch(call.call_id, paid) is not None


async def _end_overdue(ports: Ports, call: Call, now: Instant) -> JsonObject | None:
    changes = (*ended(call.expires_at, EndReason.EXPIRED), *owes(now))
    happened = Event(call.call_id, "call_ended", call.expires_at, Actor("clock"))
    return await change_call(ports, call.call_id, changes, conditions.call_is_overdue(now), happened)


def ended(at: Instant, reason: EndReason) -> tuple[Change, ...]:
    """The changes that end a call."""
    return (
        Set(("state",), CallState.ENDED.value),
        Set(("ended_at",), at),
        Set(("end_reason",), reason.value),
    )


async def _pay(ports: Ports, call: Call) -> None:
    """Everything at once: none of it waits for another. Raises Unavailable when any of it failed."""
    if call.is_open:
        await side_by_side(
            *(_place(ports, call, participant) for participant in call.participants.values()),
            *(_throw_out(ports, call, user_id) for user_id in call.identities_to_delete),
        )
        return
    customers = (participant.user_id for participant in call.participants.values())
    everybody = (call.operator_user_id, *customers, *call.identities_to_delete)
    await side_by_side(
        ports.calls.close_room(call.room_id),
        *(ports.calls.delete_identity(user_id) for user_id in everybody if user_id is not None),
        _discard_signals(ports, call.call_id),
    )


async def _place_operator(ports: Ports, call: Call) -> None:
    """A room is made with its operator in it; an identity that came later may have died before it was put there."""
    later = ports.policies.identity_mapping.one_identity_a_person
    if later and call.is_open and call.operator_user_id is not None:
        await ports.calls.join_room(call.room_id, call.operator_user_id, "presenter")


async def _place(ports: Ports, call: Call, participant: Participant) -> None:
    """Their place in a living call's room: as it should be now, or none."""
    if participant.user_id is None:
        return
    if participant.is_present:
        await ports.calls.join_room(call.room_id, participant.user_id, participant.room_role)
        return
    await _throw_out(ports, call, participant.user_id)


async def _throw_out(ports: Ports, call: Call, user_id: str) -> None:
    await side_by_side(ports.calls.leave_room(call.room_id, user_id), ports.calls.delete_identity(user_id))


async def _discard_signals(ports: Ports, call_id: CallId) -> None:
    if ports.signals is not None:
        await ports.signals.discard(call_id)


async def side_by_side(*requests: Awaitable[None]) -> None:
    """All at once; all are done or have failed before the first failure is raised."""
    outcomes: Sequence[BaseException | None] = await asyncio.gather(*requests, return_exceptions=True)
    for outcome in outcomes:
        if outcome is not None:
            raise outcome
