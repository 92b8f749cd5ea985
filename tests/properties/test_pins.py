"""What may be typed for a PIN: digits of one length with the right check digit, and two dashes and blanks between."""

import re

from hypothesis import given
from hypothesis import strategies as st

from shared import pins
from shared.errors import PinMalformed
from shared.pins import Pin
from tests.properties.texts import ANYTHING, slipped

SECRETS = st.integers(4, 8)
DIGITS = st.text("0123456789", max_size=15)
TYPED = st.text("0123456789 \u00a0-\u2013\u0660\uff11\u00b2\t\n.", max_size=24)


def _parsed(text: str, secret_digits: int) -> Pin | None:
    try:
        return pins.parse(text, secret_digits)
    except PinMalformed:
        return None


@st.composite
def _pins(draw: st.DrawFn) -> tuple[Pin, int]:
    length = draw(SECRETS)
    locator, secret = (draw(st.text("0123456789", min_size=size, max_size=size)) for size in (5, length))
    return Pin(locator, secret), length


@given(ANYTHING | TYPED | DIGITS, SECRETS)
def test_what_is_taken_is_of_the_language(text: str, secret_digits: int) -> None:
    found = _parsed(text, secret_digits)

    if found is not None:
        assert re.fullmatch(rf"(?:[ \u00a0-]*[0-9]){{{6 + secret_digits}}}[ \u00a0-]*", text)
        assert found.digits == re.sub(r"[^0-9]", "", text)


@given(DIGITS, SECRETS)
def test_of_ten_last_digits_exactly_one_is_right(digits: str, secret_digits: int) -> None:
    body = (digits + "0" * 13)[: 5 + secret_digits]

    assert sum(_parsed(body + last, secret_digits) is not None for last in "0123456789") == 1


@given(_pins(), st.data())
def test_a_slip_of_one_digit_or_of_two_neighbours_is_seen(made: tuple[Pin, int], data: st.DataObject) -> None:
    """Damm's promise, which the table alone would have to keep."""
    (pin, length), place = made, data.draw(st.integers(0, 4))
    digits = pin.digits
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    other = digits[:place] + data.draw(st.sampled_from("0123456789")) + digits[place + 1 :]

    for slip in (swapped, other, data.draw(slipped(digits, "0123456789"))):
        assert slip == digits or _parsed(slip, length) is None


@given(_pins(), st.characters(exclude_categories=()) | st.sampled_from(" \u00a0-\u2011.\n"), st.data())
def test_a_mark_inside_is_one_of_three(made: tuple[Pin, int], mark: str, data: st.DataObject) -> None:
    (pin, length), place = made, data.draw(st.integers(1, 9))
    typed = pin.digits[:place] + mark + pin.digits[place:]

    assert (_parsed(typed, length) is not None) == (mark in " \u00a0-")


@given(_pins(), st.sampled_from([0x660, 0x966, 0xFF10, 0x1D7CE]), st.integers(0, 9))
def test_a_digit_of_another_script_is_none(made: tuple[Pin, int], zero: int, place: int) -> None:
    pin, length = made
    other = chr(zero + int(pin.digits[place]))

    assert _parsed(pin.digits[:place] + other + pin.digits[place + 1 :], length) is None


@given(_pins(), ANYTHING | TYPED)
def test_nothing_may_stand_beside_it(made: tuple[Pin, int], beside: str) -> None:
    pin, length = made
    if beside.strip(" \u00a0-"):
        assert _parsed(pin.digits + beside, length) is None
        assert _parsed(beside + pin.digits, length) is None


@given(_pins())
def test_it_comes_back_as_it_went_and_shows_nothing(made: tuple[Pin, int]) -> None:
    pin, length = made

    assert _parsed(pin.display, length) == pin
    assert _parsed(pin.digits, length) == pin
    assert not set(repr(pin)) & set("0123456789")
