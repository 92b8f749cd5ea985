"""End a call: one write, after which nobody gets in; then the room and its identities go."""

from shared import conditions
from shared.calls import Call, call_of
from shared.events import Actor, Event
from shared.ids import CallId
from shared.instants import Instant
from shared.ledger import change_call
from shared.moves import CallState, EndReason
from shared.operators import StaffMember
from shared.patches import Set
from shared.ports import Ports
from shared.usecases.own_calls import own_call


async def end_call(ports: Ports, operator: StaffMember, call_id: CallId, now: Instant) -> Call:
    """The ended call; ending it again changes nothing. Raises CallNotFound."""
    document = await change_call(
        ports,
        call_id,
        (
            Set(("state",), CallState.ENDED.value),
            Set(("ended_at",), now),
            Set(("end_reason",), EndReason.OPERATOR.value),
        ),
        conditions.call_is_open_and_of(operator.object_id, now),
        Event(call_id, "call_ended", now, Actor("operator", operator.object_id)),
    )
    call = await own_call(ports, operator, call_id, now) if document is None else call_of(document, now)
    # Also when it had ended before: the answer of that time may have been lost, and the room left open.
    await _close(ports, call)
    return call


async def _close(ports: Ports, call: Call) -> None:
    await ports.calls.close_room(call.room_id)
    users = [participant.user_id for participant in call.participants.values() if participant.user_id]
    for user_id in [call.operator_user_id, *users]:
        await ports.calls.delete_identity(user_id)
    if ports.signals is not None:
        await ports.signals.discard(call.call_id)
