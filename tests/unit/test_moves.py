"""The one table of moves: total, and the same as what reading a call makes of it."""

import pytest

from shared.moves import CALL_MOVES, PARTICIPANT_MOVES, CallState, ParticipantState, may_become, sources_of

ALLOWED = {
    (ParticipantState.WAITING, ParticipantState.ADMITTED),
    (ParticipantState.WAITING, ParticipantState.LEFT),
    (ParticipantState.WAITING, ParticipantState.TURNED_AWAY),
    (ParticipantState.ADMITTED, ParticipantState.LEFT),
}


def test_every_state_has_a_line_in_the_table() -> None:
    assert set(CALL_MOVES) == set(CallState)
    assert set(PARTICIPANT_MOVES) == set(ParticipantState)


@pytest.mark.parametrize("target", ParticipantState)
@pytest.mark.parametrize("state", ParticipantState)
def test_each_pair_moves_or_is_refused(state: ParticipantState, target: ParticipantState) -> None:
    assert may_become(state, target) is ((state, target) in ALLOWED)
    assert (state in sources_of(target)) is ((state, target) in ALLOWED)


def test_a_call_ends_and_never_opens_again() -> None:
    assert {CallState.OPEN: {CallState.ENDED}, CallState.ENDED: frozenset()} == CALL_MOVES


def test_no_state_leads_back_to_itself_by_any_way() -> None:
    def follow(path: list[ParticipantState]) -> None:
        for target in PARTICIPANT_MOVES[path[-1]]:
            assert target not in path
            follow([*path, target])

    for state in ParticipantState:
        follow([state])


def test_states_are_spelled_as_the_contract_spells_them() -> None:
    assert [state.value for state in ParticipantState] == ["waiting", "admitted", "left", "turned_away"]
    assert [state.value for state in CallState] == ["open", "ended"]
