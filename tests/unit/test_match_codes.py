"""Match codes: two digits, always the same for one participant, and as good as drawn by lot."""

from shared.ids import new_call_id, new_participant_id
from shared.match_codes import match_code, same_code
from shared.peppers import Pepper

PEPPER = Pepper("1", b"p" * 32)


def test_a_code_is_two_digits_and_stays() -> None:
    call_id, participant_id = new_call_id(), new_participant_id()
    code = match_code(PEPPER, call_id, participant_id)

    assert len(code) == 2
    assert code.isdigit()
    assert match_code(PEPPER, call_id, participant_id) == code


def test_codes_are_spread_over_all_hundred() -> None:
    """Chi-square over 100 bins: with 99 degrees of freedom, 170 is passed once in 100 000 runs."""
    call_id, drawn = new_call_id(), 20_000
    counts = [0] * 100
    for _ in range(drawn):
        counts[int(match_code(PEPPER, call_id, new_participant_id()))] += 1

    assert sum((count - drawn / 100) ** 2 / (drawn / 100) for count in counts) < 170


def test_a_code_depends_on_pepper_call_and_participant() -> None:
    call_id, participant_id = new_call_id(), new_participant_id()
    by_pepper = {match_code(Pepper("1", bytes([n]) * 32), call_id, participant_id) for n in range(40)}
    by_call = {match_code(PEPPER, new_call_id(), participant_id) for _ in range(40)}
    by_participant = {match_code(PEPPER, call_id, new_participant_id()) for _ in range(40)}

    assert min(map(len, (by_pepper, by_call, by_participant))) > 10


def test_codes_compare_as_text() -> None:
    assert same_code("07", "07")
    assert not same_code("07", "7")
    assert not same_code("07", "70")
    assert not same_code("07", "ž7")
