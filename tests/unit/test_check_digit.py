"""The check digit catches what people do to numbers that are read out to them."""

import random

import pytest

from shared.check_digit import check_digit, is_whole

_SOME = [f"{random.Random(7).randrange(10**9 * number, 10**9 * (number + 1)) % 10**9:09d}" for number in range(1, 200)]


def _whole(digits: str) -> str:
    return digits + check_digit(digits)


def test_the_known_example_of_damm() -> None:
    """572 has the check digit 4 (Damm 2004; also at Wikipedia, Damm algorithm)."""
    assert check_digit("572") == "4"
    assert is_whole("5724")


@pytest.mark.parametrize("digits", ["000000000", "999999999", "012345678", *_SOME[:5]])
def test_digits_with_their_check_digit_are_whole(digits: str) -> None:
    assert is_whole(_whole(digits))


def test_every_single_wrong_digit_is_caught() -> None:
    for digits in _SOME:
        whole = _whole(digits)
        for place, right in enumerate(whole):
            for wrong in "0123456789":
                changed = whole[:place] + wrong + whole[place + 1 :]
                assert is_whole(changed) is (wrong == right)


def test_every_swap_of_neighbours_is_caught() -> None:
    for digits in _SOME:
        whole = _whole(digits)
        for place in range(len(whole) - 1):
            swapped = whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :]
            assert is_whole(swapped) is (swapped == whole)


def test_leading_zeros_change_nothing_about_being_whole() -> None:
    """Zero is where the table starts: that is why length is checked besides."""
    assert is_whole("0" * 10)
