"""The one table of moves: what a call and a participant may become. docs/states.md is printed from it."""

from enum import StrEnum


class CallState(StrEnum):
    """A call is open until it ends, and never opens again."""

    OPEN = "open"
    ENDED = "ended"


class ParticipantState(StrEnum):
    """Where a customer stands, from redeeming a PIN on."""

    WAITING = "waiting"
    ADMITTED = "admitted"
    LEFT = "left"
    TURNED_AWAY = "turned_away"


class EndReason(StrEnum):
    """Why a call ended."""

    OPERATOR = "operator"
    EXPIRED = "expired"
    DISTRUSTED = "distrusted"
    """The customer in it said that they do not trust it."""


CALL_MOVES: dict[CallState, frozenset[CallState]] = {
    CallState.OPEN: frozenset({CallState.ENDED}),
    CallState.ENDED: frozenset(),
}

PARTICIPANT_MOVES: dict[ParticipantState, frozenset[ParticipantState]] = {
    ParticipantState.WAITING: frozenset(
        {ParticipantState.ADMITTED, ParticipantState.LEFT, ParticipantState.TURNED_AWAY}
    ),
    ParticipantState.ADMITTED: frozenset({ParticipantState.LEFT}),
    ParticipantState.LEFT: frozenset(),
    ParticipantState.TURNED_AWAY: frozenset(),
}


def sources_of(target: ParticipantState) -> tuple[ParticipantState, ...]:
    """The states from which a participant may come to `target`, in the table's order."""
    return tuple(state for state, targets in PARTICIPANT_MOVES.items() if target in targets)


def may_become(state: ParticipantState, target: ParticipantState) -> bool:
    """Whether the table has this move."""
    return target in PARTICIPANT_MOVES[state]
