"""Where a person may have one identity at a time: a new participation ends the one that they have elsewhere."""

from shared import conditions
from shared.calls import Call, call_of
from shared.identity_mapping import Mapped, Person, ended_by, mapped_in
from shared.instants import Instant
from shared.patches import Append, Equals, Patch, Set, all_of
from shared.ports import Ports
from shared.usecases.settle_calls import owes, settle_now

_OTHER_CALLS = 100


async def end_identities_elsewhere(ports: Ports, call: Call, now: Instant) -> None:
    """Where a person may have one identity at a time, end those that the operator of this call has in others.

    Whoever goes back to such a call gets a fresh one there. Asks nothing of the store under any other policy.
    """
    mapping = ports.policies.identity_mapping
    if not mapping.one_identity_a_person or not call.is_open or call.operator_user_id is None:
        return
    here = Mapped(Person("operator", call.operator_id), call.operator_user_id)
    documents = await ports.documents.calls_of(call.operator_id, _OTHER_CALLS, None)
    others = [other for other in (call_of(document, now) for document in documents) if other.call_id != call.call_id]
    ended_ids = ended_by(mapping, frozenset().union(*map(mapped_in, others)), here)
    for other in others:
        if other.operator_user_id in ended_ids:
            await _retire_operators_identity(ports, other, now)


async def _retire_operators_identity(ports: Ports, call: Call, now: Instant) -> None:
    """Remembered as one to delete in the write that forgets it, so that it cannot leak."""
    changes = (Set(("operator", "user_id"), None), Append(("identities_to_delete",), call.operator_user_id), *owes(now))
    still_there = all_of(conditions.call_is_open(now), Equals(("operator", "user_id"), call.operator_user_id))
    document = await ports.documents.patch(call.call_id, Patch(changes, still_there))
    if document is not None:
        await settle_now(ports, document, now)
