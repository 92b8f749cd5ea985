"""The invariants of a call, as conditions that the store checks when it writes."""

from shared.ids import ParticipantId
from shared.instants import Instant
from shared.moves import CallState, ParticipantState, sources_of
from shared.patches import Above, AllOf, Below, Condition, Equals, Path, Present, all_of, any_of
from shared.policies import FAILURES_PER_CALL, FAILURES_PER_PIN, MATCH_CODE_TRIES


def call_is_open(now: Instant) -> AllOf:
    """Not ended, and not past its end."""
    return all_of(Equals(("state",), CallState.OPEN.value), Above(("expires_at",), now))


def call_is_open_and_of(operator_id: str, now: Instant) -> AllOf:
    """Open, and this operator's."""
    return all_of(call_is_open(now), Equals(("operator", "id"), operator_id))


def pin_may_be_issued() -> Condition:
    """Fewer failures over all PINs than a call may have."""
    return Below(("failures",), FAILURES_PER_CALL)


def attempt_may_be_made(generation: int, attempt: str, returning: str, now: Instant) -> AllOf:
    """This guess may be compared: it comes back by its key, or the PIN is live and has an attempt to spare.

    A guess that was taken before (the answer was lost) is compared again without a new attempt.
    """
    to_spare = all_of(Below(("pin", "failures"), FAILURES_PER_PIN), pin_may_be_issued())
    live = all_of(
        Equals(("generation",), generation),
        Equals(("pin", "state"), "live"),
        Above(("pin", "expires_at"), now),
        any_of(to_spare, Present(("pin", "attempts", attempt))),
    )
    return all_of(call_is_open(now), any_of(live, Present(("returns", returning))))


def pin_may_be_consumed(generation: int, now: Instant) -> AllOf:
    """Nobody has used this PIN, and no newer one has been issued."""
    return all_of(call_is_open(now), Equals(("generation",), generation), Equals(("pin", "state"), "live"))


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
