"""An operator's own calls: read one, list them, and say why a change of one was not made."""

from collections.abc import Sequence

from shared.calls import Call, call_of
from shared.errors import CallClosed, CallNotFound, CallOver
from shared.ids import CallId
from shared.instants import Instant
from shared.operators import StaffMember
from shared.ports import Cursor, Ports


async def own_call(ports: Ports, operator: StaffMember, call_id: CallId, now: Instant) -> Call:
    """One read. Raises CallNotFound for no call and for another operator's alike."""
    document = await ports.documents.read(call_id)
    if document is None:
        raise CallNotFound
    call = call_of(document, now)
    if call.operator_id != operator.object_id:
        raise CallNotFound
    return call


async def own_open_call(ports: Ports, operator: StaffMember, call_id: CallId, now: Instant) -> Call:
    """As `own_call`; raises CallClosed besides, when it has ended."""
    call = await own_call(ports, operator, call_id, now)
    if not call.is_open:
        raise CallClosed
    return call


async def own_living_call(ports: Ports, operator: StaffMember, call_id: CallId, now: Instant) -> Call:
    """As `own_call`; raises CallOver besides: for those who would be in the call, it is gone when it has ended."""
    call = await own_call(ports, operator, call_id, now)
    if not call.is_open:
        raise CallOver
    return call


async def own_calls(
    ports: Ports, operator: StaffMember, limit: int, after: Cursor | None, now: Instant
) -> tuple[Sequence[Call], Cursor | None]:
    """A page of calls, newest first, and where the next page starts (None on the last)."""
    documents = await ports.documents.calls_of(operator.object_id, limit + 1, after)
    calls = [call_of(document, now) for document in documents]
    page = calls[:limit]
    more = len(calls) > limit
    return page, Cursor(page[-1].created_at, page[-1].call_id) if more else None
