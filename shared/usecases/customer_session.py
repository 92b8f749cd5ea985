"""The customer's place in a call: read it, say it is still there, agree to something, leave."""

from shared import conditions
from shared.calls import Call, ConsentKind, Participant, call_of
from shared.errors import CallOver, Left, SessionInvalid, TurnedAway, Unavailable
from shared.events import Actor, Event
from shared.ids import CallId, ParticipantId
from shared.instants import Instant, after_seconds
from shared.ledger import change_call
from shared.match_codes import match_code
from shared.moves import ParticipantState
from shared.patches import Equals, Patch, Set, ShorterThan, all_of
from shared.policies import LAST_SEEN_EVERY_SECONDS
from shared.ports import Ports
from shared.session_tokens import SessionClaims
from shared.usecases.settle_calls import owes, settle_now

MAX_OUTBOX = 200
"""Events that may wait for the sweep before a customer's own changes are put off."""
OUTBOX_SWEPT_SECONDS = 60


async def read_session(ports: Ports, session: SessionClaims, now: Instant) -> tuple[Call, Participant]:
    """One read; besides it one write every fifteen seconds, of when the customer was last seen.

    Tells the end of a call rather than refusing. Raises SessionInvalid when there is no such participant.
    """
    document = await ports.documents.read(session.call_id)
    call, participant = _place(call_of(document, now) if document else None, session.participant_id)
    due = after_seconds(participant.last_seen_at, LAST_SEEN_EVERY_SECONDS)
    if call.is_open and now >= due:
        seen = Patch(
            (Set(("participants", session.participant_id, "last_seen_at"), now),),
            conditions.call_is_open(now),
        )
        document = await ports.documents.patch(session.call_id, seen)
        if document is not None:
            return _place(call_of(document, now), session.participant_id)
    return call, participant


async def present_participant(ports: Ports, session: SessionClaims, now: Instant) -> tuple[Call, Participant]:
    """One read. Raises CallOver, Left or TurnedAway when the customer has no place in the call any more."""
    document = await ports.documents.read(session.call_id)
    call, participant = _place(call_of(document, now) if document else None, session.participant_id)
    refuse_absent(call, participant)
    return call, participant


def refuse_absent(call: Call, participant: Participant) -> None:
    """Raise CallOver, Left or TurnedAway unless the customer is waiting or admitted in an open call."""
    if not call.is_open:
        raise CallOver
    if participant.state is ParticipantState.LEFT:
        raise Left
    if participant.state is ParticipantState.TURNED_AWAY:
        raise TurnedAway


async def give_consent(
    ports: Ports, session: SessionClaims, kind: ConsentKind, *, granted: bool, text_version: str | None, now: Instant
) -> None:
    """Remember what the customer agreed to, or no longer does: one read, and one write if that is news.
    Who takes back that their screen is seen loses the power to share it in the room.

    Raises as `present_participant`; Unavailable when the call's outbox is full of such changes.
    """
    _, participant = await present_participant(ports, session, now)
    before = participant.consents[kind]
    if bool(before) == granted:
        return
    participant_id = session.participant_id
    path = ("participants", participant_id, "consents", kind)
    owed = owes(now) if kind == "screen" else ()
    event = Event(
        session.call_id,
        "consent_given" if granted else "consent_withdrawn",
        now,
        Actor("customer", participant_id),
        {"kind": kind, "text_version": text_version},
    )
    document = await change_call(
        ports,
        session.call_id,
        (Set(path, granted), *owed),
        all_of(
            # Delivered twice at once, it is agreed to once.
            Equals(path, before),
            conditions.call_is_open(now),
            conditions.is_present(participant_id, now),
            ShorterThan(("outbox",), MAX_OUTBOX),
        ),
        event,
    )
    if document is None:
        _, participant = await present_participant(ports, session, now)
        if participant.consents[kind] == granted:
            return
        raise Unavailable(OUTBOX_SWEPT_SECONDS)
    if kind == "screen" and call_of(document, now).participants[participant_id].user_id is not None:
        await settle_now(ports, document, now)


async def leave(ports: Ports, session: SessionClaims, now: Instant) -> None:
    """The customer goes; the call stays open for another PIN. Done again, or after the end: nothing happens."""
    participant_id, call_id = session.participant_id, session.call_id
    path = ("participants", participant_id)
    gone = (Set((*path, "state"), ParticipantState.LEFT.value), Set((*path, "left_at"), now))
    left = Event(call_id, "participant_left", now, Actor("customer", participant_id))
    may_leave = all_of(
        conditions.call_is_open(now),
        conditions.participant_may_become(ParticipantState.LEFT, participant_id, now),
    )
    was_admitted = all_of(may_leave, Equals(("admitted",), participant_id))
    only_waits = all_of(conditions.call_is_open(now), conditions.is_waiting(participant_id, now))
    # Twice: being let in may fall between the first look and the second.
    for _ in range(2):
        document = await change_call(ports, call_id, (*gone, Set(("admitted",), None), *owes(now)), was_admitted, left)
        if document is not None:
            await settle_now(ports, document, now)
            return
        if await change_call(ports, call_id, gone, only_waits, left) is not None:
            return


async def shown_match_code(ports: Ports, call: Call, participant: Participant) -> str | None:
    """The two digits, while the customer waits; None at any other time, or once the pepper is gone."""
    if participant.state is not ParticipantState.WAITING or not call.is_open:
        return None
    return await match_code_of(ports, call.call_id, participant)


async def match_code_of(ports: Ports, call_id: CallId, participant: Participant) -> str | None:
    """The two digits of this participant; None once the pepper that made them is gone."""
    pepper = (await ports.secrets.peppers()).of_version(participant.pepper_version)
    return match_code(pepper, call_id, participant.participant_id) if pepper else None


def _place(call: Call | None, participant_id: ParticipantId) -> tuple[Call, Participant]:
    participant = call.participant(participant_id) if call else None
    if call is None or participant is None:
        raise SessionInvalid
    return call, participant
