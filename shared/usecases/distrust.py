"""A customer says that they don't trust this call: it ends, what is known of it is kept, and the bank hears of it."""

from collections.abc import Sequence

from shared import conditions
from shared.calls import call_of
from shared.distrust_alarms import distrusts, has_not_said_so, raise_alarms
from shared.events import Actor, Event
from shared.instants import Instant
from shared.ledger import change_call
from shared.moves import CallState, EndReason, ParticipantState
from shared.patches import Below, Change, Condition, Equals, Set, all_of, any_of
from shared.ports import Ports
from shared.session_tokens import SessionClaims
from shared.usecases.settle_calls import ended, owes, settle_now

_Way = tuple[Sequence[Change], Condition, str]
"""What changes, when it may, and what the audit calls it."""


async def distrust(ports: Ports, session: SessionClaims, now: Instant) -> None:
    """Whoever is in the call ends it for everybody, with an alarm; whoever waits leaves, with an alarm, since a
    stranger who guessed a PIN must not end the calls of others; and after the end an alarm is still raised, because
    hanging up quickly is what a fraudster would do. One alarm for one customer: said again, nothing happens.

    Each is one write. The call's document then stays for as long as the bank keeps evidence.
    """
    call_id, participant_id = session.call_id, session.participant_id
    told = (
        distrusts(participant_id, now),
        Set(("ttl",), ports.policies.evidence_seconds),
        *owes(now),
    )
    # Twice: being let in, or the call's end, may fall between the first look and the last.
    for _ in range(2):
        for changes, when, place in _ways(session, now):
            document = await change_call(
                ports,
                call_id,
                (*changes, *told),
                all_of(when, has_not_said_so(participant_id)),
                Event(call_id, "call_distrusted", now, Actor("customer", participant_id), {"place": place}),
            )
            if document is not None:
                await raise_alarms(ports, call_of(document, now))
                await settle_now(ports, document, now)
                return


def _ways(session: SessionClaims, now: Instant) -> tuple[_Way, ...]:
    path = ("participants", session.participant_id)
    gone = (Set((*path, "state"), ParticipantState.LEFT.value), Set((*path, "left_at"), now))
    is_open = conditions.call_is_open(now)
    is_over = any_of(Equals(("state",), CallState.ENDED.value), Below(("expires_at",), now + 1))
    was_let_in = Equals((*path, "state"), ParticipantState.ADMITTED.value)
    is_in_the_call = all_of(is_open, was_let_in)
    only_waits = all_of(is_open, conditions.is_waiting(session.participant_id, now))
    return (
        ((*gone, *ended(now, EndReason.DISTRUSTED)), is_in_the_call, "in the call"),
        (gone, only_waits, "in the lobby"),
        ((), all_of(is_over, was_let_in), "after the end"),
    )
