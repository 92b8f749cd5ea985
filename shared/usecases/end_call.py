"""End a call: one write, after which nobody gets in; then the room and its identities go."""

from shared import conditions
from shared.calls import Call, call_of
from shared.events import Actor, Event
from shared.ids import CallId
from shared.instants import Instant
from shared.ledger import change_call
from shared.moves import EndReason
from shared.operators import StaffMember
from shared.ports import Ports
from shared.usecases.own_calls import own_call
from shared.usecases.settle_calls import ended, owes, settle_now


async def end_call(ports: Ports, operator: StaffMember, call_id: CallId, now: Instant) -> Call:
    """The ended call; ending it again changes nothing. Raises CallNotFound."""
    document = await change_call(
        ports,
        call_id,
        (*ended(now, EndReason.OPERATOR), *owes(now)),
        conditions.call_is_open_and_of(operator.object_id, now),
        Event(call_id, "call_ended", now, Actor("operator", operator.object_id)),
    )
    if document is None:
        return await own_call(ports, operator, call_id, now)
    await settle_now(ports, document, now)
    return call_of(document, now)
