"""Come back without a PIN: the browser's own key opens the same place, while the call lives."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address

from shared.calls import Call, Participant, call_of
from shared.errors import PinRejected
from shared.ids import CallId, ParticipantId
from shared.instants import Instant
from shared.network_budget import open_budget, spend
from shared.ports import Ports
from shared.redemption_keys import key_hash, same_key


@dataclass(frozen=True, slots=True)
class Return:
    """What a browser kept: where it was, and its own key. None: not even of the form of an id."""

    call_id: CallId | None
    participant_id: ParticipantId | None
    redemption_key: str
    address: IPv4Address | IPv6Address


async def resume(ports: Ports, wanted: Return, now: Instant) -> tuple[Call, Participant]:
    """The call and the participant. Raises TooManyAttempts, or PinRejected for anything that is wrong.

    The right key is judged first: others who share the network cannot shut its owner out of a call.
    """
    place = await _place(ports, wanted, now)
    if place is not None:
        return place
    async with open_budget(ports, wanted.address, now) as budget:
        await spend(ports, budget, now)
        raise PinRejected


async def _place(ports: Ports, wanted: Return, now: Instant) -> tuple[Call, Participant] | None:
    document = await ports.documents.read(wanted.call_id or "call_" + "0" * 32)
    call = call_of(document, now) if document else None
    participant = call.participant(wanted.participant_id or "") if call else None
    expected = participant.key_hash if participant else ""
    offered = key_hash(wanted.call_id or CallId(""), wanted.redemption_key)
    if not same_key(offered, expected) or call is None or participant is None:
        return None
    return (call, participant) if call.is_open and participant.is_present else None
