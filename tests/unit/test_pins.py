"""PINs: their form, what may be typed for them, and what is kept in their place."""

import hashlib
import hmac
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import pins
from shared.check_digit import check_digit, is_whole
from shared.errors import PinMalformed
from shared.ids import CallId, new_call_id
from shared.peppers import Pepper
from shared.pins import Pin

PEPPER = Pepper("1", b"p" * 32)
ANY_PIN = st.builds(Pin, st.text("0123456789", min_size=5, max_size=5), st.text("0123456789", min_size=4, max_size=4))


@pytest.mark.parametrize("secret_digits", [4, 5, 6, 7, 8])
def test_a_pin_has_locator_secret_and_check_digit(secret_digits: int) -> None:
    pin = pins.generate(secret_digits)

    assert len(pin.locator) == 5
    assert len(pin.secret) == secret_digits
    assert len(pin.digits) == 5 + secret_digits + 1
    assert is_whole(pin.digits)


def test_a_pin_is_drawn_from_all_digits_and_may_start_with_zeros() -> None:
    drawn = [pins.generate(4).digits for _ in range(3000)]

    assert len(set(drawn)) > 2990
    for place in range(9):
        counts = [sum(digits[place] == digit for digits in drawn) for digit in string.digits]
        assert min(counts) > 200
        assert max(counts) < 400


@pytest.mark.parametrize(("secret", "display"), [("4567", "012 344 567"), ("456789", "0123 4456 789")])
def test_a_pin_is_shown_in_groups_that_are_read_out(secret: str, display: str) -> None:
    """Three, three and four; with a longer secret four, four and the rest."""
    assert Pin("01234", secret).display == display + check_digit("01234" + secret)


@given(ANY_PIN)
def test_what_is_shown_can_be_typed(pin: Pin) -> None:
    assert pins.parse(pin.display, 4) == pin
    assert pins.parse(pin.digits, 4) == pin


@given(ANY_PIN, st.lists(st.sampled_from([" ", "\u00a0", "-"]), min_size=11, max_size=11))
def test_spaces_and_dashes_may_stand_anywhere(pin: Pin, between: list[str]) -> None:
    typed = between[0] + "".join(digit + mark for digit, mark in zip(pin.digits, between[1:], strict=True))

    assert pins.parse(typed, 4) == pin


@given(ANY_PIN, st.integers(0, 9), st.sampled_from("\uff10\uff11\u0663\u096a\u0e55\U0001d7ce\u00b2\u2460\u2167\u3007"))
def test_digits_of_other_scripts_are_not_digits(pin: Pin, place: int, foreign: str) -> None:
    typed = pin.digits[:place] + foreign + pin.digits[place + 1 :]

    with pytest.raises(PinMalformed):
        pins.parse(typed, 4)


@given(ANY_PIN, st.sampled_from("\t\n\r\x0b\u2009\u200b\u202f\u2010\u2013\u2212._/+,'\0"))
def test_nothing_else_may_stand_between(pin: Pin, mark: str) -> None:
    for typed in (mark + pin.digits, pin.digits + mark, pin.digits[:3] + mark + pin.digits[3:]):
        with pytest.raises(PinMalformed):
            pins.parse(typed, 4)


@given(st.text(max_size=64))
def test_whatever_is_typed_is_a_pin_or_malformed(typed: str) -> None:
    try:
        pin = pins.parse(typed, 4)
    except PinMalformed:
        return
    assert pins.parse(pin.digits, 4) == pin


@given(ANY_PIN, st.integers(1, 9))
def test_a_wrong_check_digit_is_malformed(pin: Pin, off: int) -> None:
    with pytest.raises(PinMalformed):
        pins.parse(pin.digits[:-1] + str((int(pin.digits[-1]) + off) % 10), 4)


@pytest.mark.parametrize("secret_digits", [5, 6, 7, 8])
def test_a_pin_of_another_length_is_malformed(secret_digits: int) -> None:
    with pytest.raises(PinMalformed):
        pins.parse(pins.generate(4).digits, secret_digits)
    with pytest.raises(PinMalformed):
        pins.parse(pins.generate(secret_digits).digits, 4)


def test_a_pin_does_not_show_itself() -> None:
    """Not in a log line, an exception or a debugger's list of variables."""
    pin = Pin("01234", "5678")

    assert repr(pin) == str(pin) == f"{pin}" == "Pin(...)"


def test_what_is_kept_depends_on_all_that_it_should() -> None:
    call_id, salt, pin = new_call_id(), pins.new_salt(), Pin("01234", "5678")
    kept = pins.tag(PEPPER, call_id, pin, salt)

    assert len(kept) == 32
    assert pins.tag(PEPPER, call_id, pin, salt) == kept
    others = (
        pins.tag(Pepper("1", b"q" * 32), call_id, pin, salt),
        pins.tag(PEPPER, new_call_id(), pin, salt),
        pins.tag(PEPPER, call_id, Pin("01234", "5679"), salt),
        pins.tag(PEPPER, call_id, Pin("01235", "5678"), salt),
        pins.tag(PEPPER, call_id, pin, pins.new_salt()),
    )
    assert kept not in others
    assert len(set(others)) == 5


def test_the_kept_tag_is_the_one_that_was_decided() -> None:
    """HMAC(pepper, PBKDF2-SHA256(call id + locator + secret, salt, 1000)): to be told by any other program."""
    stretched = hashlib.pbkdf2_hmac("sha256", b"call_1012345678", b"s" * 16, 1000)
    expected = hmac.new(b"p" * 32, b"pin|" + stretched, hashlib.sha256).digest()

    assert pins.tag(PEPPER, CallId("call_1"), Pin("01234", "5678"), b"s" * 16) == expected


def test_where_a_pointer_lies_tells_nothing_without_the_pepper() -> None:
    place = pins.pointer_id(PEPPER, "01234")

    assert place.startswith("pin_")
    assert len(place) == 68
    assert "01234" not in place
    assert pins.pointer_id(PEPPER, "01234") == place
    assert pins.pointer_id(Pepper("1", b"q" * 32), "01234") != place
    assert len({pins.pointer_id(PEPPER, f"{number:05d}") for number in range(2000)}) == 2000
