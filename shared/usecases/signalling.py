"""Mail between the two browsers of a local call: for those in the call alone, while it lives."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.calls import Call
from shared.errors import ParticipantNotAdmitted, ParticipantNotFound, Unavailable
from shared.ids import CallId, as_participant_id
from shared.instants import Instant
from shared.moves import ParticipantState
from shared.operators import StaffMember
from shared.ports import Ports, Signal, SignalKind, SignalPost
from shared.session_tokens import SessionClaims
from shared.usecases.customer_session import present_participant
from shared.usecases.own_calls import own_living_call

OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Somebody's post in one call."""

    call: Call
    name: str


async def operators_mailbox(ports: Ports, operator: StaffMember, call_id: CallId, now: Instant) -> Mailbox:
    """One read. Raises CallNotFound, CallOver."""
    return Mailbox(await own_living_call(ports, operator, call_id, now), OPERATOR)


async def customers_mailbox(ports: Ports, session: SessionClaims, now: Instant) -> Mailbox:
    """One read. Raises CallOver, Left, TurnedAway, ParticipantNotAdmitted."""
    call, participant = await present_participant(ports, session, now)
    if participant.state is not ParticipantState.ADMITTED:
        raise ParticipantNotAdmitted
    return Mailbox(call, participant.participant_id)


async def send_signal(ports: Ports, mailbox: Mailbox, to: str, kind: SignalKind, data: str) -> int:
    """The signal's sequence number. Raises ParticipantNotFound, ParticipantNotAdmitted."""
    _check_addressee(mailbox, to)
    return await _post(ports).send(mailbox.call.call_id, mailbox.name, to, kind, data)


async def receive_signals(ports: Ports, mailbox: Mailbox, after: int, wait_seconds: float) -> Sequence[Signal]:
    """Mail after that number; waits at most so many seconds for some."""
    return await _post(ports).receive(mailbox.call.call_id, mailbox.name, after, wait_seconds)


def _check_addressee(mailbox: Mailbox, to: str) -> None:
    if to == OPERATOR and mailbox.name != OPERATOR:
        return
    participant_id = as_participant_id(to)
    participant = mailbox.call.participant(participant_id) if participant_id else None
    if participant is None or mailbox.name != OPERATOR:
        raise ParticipantNotFound
    if participant.state is not ParticipantState.ADMITTED:
        raise ParticipantNotAdmitted


def _post(ports: Ports) -> SignalPost:
    if ports.signals is None:
        raise Unavailable
    return ports.signals
