"""Come back without a PIN: the browser's own key opens the same place, while the call lives."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address

from shared.calls import Call, Participant, call_of
from shared.errors import PinRejected
from shared.ids import CallId, ParticipantId
from shared.instants import Instant
from shared.network_budget import open_budget, spend
from shared.ports import Ports
from shared.proofs import Proof
from shared.redemption_keys import key_hash, same_key
from shared.used_proofs import use_once


@dataclass(frozen=True, slots=True)
class Return:
    """What a browser kept: where it was, and its own key: the one it has proven, or else the random one. None for a
    call or participant: not even of the form of an id.
    """

    call_id: CallId | None
    participant_id: ParticipantId | None
    redemption_key: str | None
    proof: Proof | None
    address: IPv4Address | IPv6Address


async def resume(ports: Ports, wanted: Return, now: Instant) -> tuple[Call, Participant]:
    """The call and the participant. Raises TooManyAttempts, ProofInvalid for a proof that was used
    before, PinRejected for anything else that is wrong.

    The right key is judged first: others who share the network cannot shut its owner out of a call.
    """
    place = await _place(ports, wanted, now)
    if place is not None:
        if wanted.proof is not None:
            await use_once(ports, wanted.proof, now, everywhere=True)
        return place
    async with open_budget(ports, wanted.address, now) as budget:
        await spend(ports, budget, now)
        raise PinRejected


async def _place(ports: Ports, wanted: Return, now: Instant) -> tuple[Call, Participant] | None:
    document = await ports.documents.read(wanted.call_id or "call_" + "0" * 32)
    call = call_of(document, now) if document else None
    participant = call.participant(wanted.participant_id or "") if call else None
    if call is None or participant is None or not _is_own(wanted, call, participant):
        return None
    return (call, participant) if call.is_open and participant.is_present else None


def _is_own(wanted: Return, call: Call, participant: Participant) -> bool:
    """A place that is bound to a key opens to that key alone: a random key may have been copied."""
    if participant.key_thumbprint is not None:
        return wanted.proof is not None and same_key(wanted.proof.key_thumbprint, participant.key_thumbprint)
    return wanted.redemption_key is not None and same_key(
        key_hash(call.call_id, wanted.redemption_key), participant.key_hash
    )
