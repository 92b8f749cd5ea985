"""The invariants of a call, as conditions that the store checks when it writes."""

from shared.ids import ParticipantId
from shared.instants import Instant
from shared.moves import CallState, ParticipantState, sources_of
from shared.patches import Above, Absent, AllOf, Below, Condition, Equals, Path, all_of, any_of
from shared.policies import FAILURES_PER_CALL, FAILURES_PER_PIN, MATCH_CODE_TRIES


def call_is_open(now: Instant) -> AllOf:
    """Not ended, and not past its end."""
    return all_of(Equals(("state",), CallState.OPEN.value), Above(("expires_at",), now))


def call_is_open_and_of(operator_id: str, now: Instant) -> AllOf:
    """Open, and this operator's."""
    return all_of(call_is_open(now), Equals(("operator", "id"), operator_id))


def call_is_overdue(now: Instant) -> AllOf:
    """Open in the document, and past its end."""
    return all_of(Equals(("state",), CallState.OPEN.value), Below(("expires_at",), now + 1))


def pin_may_be_issued() -> Condition:
    """Fewer failures over all PINs than a call may have."""
    return Below(("failures",), FAILURES_PER_CALL)


def attempt_may_be_made(generation: int, attempt: str, now: Instant) -> AllOf:
    """The PIN is live, has an attempt to spare, and this browser has not made this very guess before, or was given
    it back.
    """
    return all_of(
        call_is_open(now),
        Equals(("generation",), generation),
        Equals(("pin", "state"), "live"),
        Above(("pin", "expires_at"), now),
        any_of(Absent(("pin", "attempts", attempt)), Equals(("pin", "attempts", attempt), None)),
        Below(("pin", "failures"), FAILURES_PER_PIN),
        pin_may_be_issued(),
    )


def pin_may_be_consumed(generation: int, attempt: str, now: Instant) -> AllOf:
    """This attempt was reserved, nobody has used the PIN, and no newer one has been issued."""
    return all_of(
        call_is_open(now),
        Equals(("generation",), generation),
        Equals(("pin", "state"), "live"),
        Above(("pin", "attempts", attempt), 0),
    )


def nobody_is_admitted() -> Condition:
    """One customer at a time."""
    return Equals(("admitted",), None)


def participant_may_become(target: ParticipantState, participant_id: ParticipantId, now: Instant) -> AllOf:
    """The table of moves allows it, and a wait has been neither superseded nor too long."""
    path: Path = ("participants", participant_id)
    origins = tuple(
        _is_waiting(path, now) if state is ParticipantState.WAITING else Equals((*path, "state"), state.value)
        for state in sources_of(target)
    )
    return all_of(any_of(*origins))


def is_waiting(participant_id: ParticipantId, now: Instant) -> AllOf:
    """In the lobby, by the newest PIN, and not for too long."""
    return _is_waiting(("participants", participant_id), now)


def is_present(participant_id: ParticipantId, now: Instant) -> Condition:
    """Waiting or admitted."""
    return any_of(
        is_waiting(participant_id, now),
        Equals(("participants", participant_id, "state"), ParticipantState.ADMITTED.value),
    )


def match_code_may_be_tried(participant_id: ParticipantId) -> Condition:
    """The operator has a try left for this customer."""
    return Below(("participants", participant_id, "match_attempts"), MATCH_CODE_TRIES)


def _is_waiting(path: Path, now: Instant) -> AllOf:
    return all_of(
        Equals((*path, "state"), ParticipantState.WAITING.value),
        Equals((*path, "generation"), ("generation",)),
        Above((*path, "waits_until"), now),
    )
