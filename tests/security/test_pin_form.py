"""A PIN's form, randomness and life, as whoever attacks it meets them: at the door and in the answers of issue-pin."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from shared.check_digit import check_digit
from shared.settings import SettingsError, load
from tests.functions.conftest import MakeProduct
from tests.functions.product import Product, fine, refused, unknown_pin

ISSUED = 400
CHI_SQUARE_9_AT_1E_9 = 61.0
"""With nine degrees of freedom: what the counts of ten equally likely digits exceed once in 10^9 runs."""


async def _issued(product: Product, count: int) -> list[str]:
    return [await product.new_pin(await product.new_call()) for _ in range(count)]


async def test_it_is_ten_digits_in_groups_as_a_text(product: Product) -> None:
    shown = fine(await product.operator("/api/issue-pin", {"call_id": await product.new_call()}), 201)

    assert re.fullmatch(r"[0-9]{10}", shown["pin"])
    assert re.fullmatch(r"[0-9]{3} [0-9]{3} [0-9]{4}", shown["pin_display"])
    assert shown["pin_display"].replace(" ", "") == shown["pin"]
    assert shown["ttl_seconds"] == 300


async def test_all_nine_digits_are_equally_likely_at_every_place_and_leading_zeros_are_kept(product: Product) -> None:
    """The tenth is the check digit. A number in place of a text would lose a tenth of all PINs."""
    pins = await _issued(product, ISSUED)

    assert len(set(pins)) == ISSUED
    assert any(pin.startswith("0") for pin in pins)
    for place in range(9):
        counts = Counter(pin[place] for pin in pins)
        expected = ISSUED / 10
        assert sum((counts[digit] - expected) ** 2 / expected for digit in "0123456789") < CHI_SQUARE_9_AT_1E_9


async def test_the_check_digit_catches_every_typo_of_one_digit_and_every_swap(product: Product) -> None:
    """400 before the store is asked: a mistyped PIN costs its owner nothing."""
    (pin,) = await _issued(product, 1)
    product.forget_requests()

    for typo in {*_one_wrong(pin), *_swapped(pin)} - {pin}:
        refused(await product.redeem(typo), 400, "pin_malformed")

    assert product.store_requests == []
    assert product.audit.watch.requests == []


def _one_wrong(pin: str) -> Iterator[str]:
    for place in range(len(pin)):
        yield from (pin[:place] + digit + pin[place + 1 :] for digit in "0123456789")


def _swapped(pin: str) -> Iterator[str]:
    for place in range(len(pin) - 1):
        yield pin[:place] + pin[place + 1] + pin[place] + pin[place + 2 :]


@pytest.mark.parametrize(
    "spelled",
    [
        "{0}1", "1{0}", "+{0}", "{0}\n", "\t{0}", "{0}.0", "0x{0}", "{0}e0", "{0};", "' OR {0}", "{0}\0", "",
        " ", "\u0661234567890", "\uff11{0}", "\u00b2{0}", "{0}\u200b", "\u2212{0}", "{0} {0}", "*{0}", "%{0}%", "{0}_",
    ],
)  # fmt: skip
async def test_anything_but_its_digits_is_no_pin(product: Product, spelled: str) -> None:
    (pin,) = await _issued(product, 1)
    product.forget_requests()

    refused(await product.redeem(spelled.format(pin)), 400, "pin_malformed")

    assert product.store_requests == []


@pytest.mark.parametrize("spelled", ["{0}-{1}-{2}", "{0} {1} {2}", "{0}\u00a0{1}\u00a0{2}", " {0}{1}{2} "])
async def test_groups_are_typed_as_they_are_said(product: Product, spelled: str) -> None:
    (pin,) = await _issued(product, 1)

    fine(await product.redeem(spelled.format(pin[:3], pin[3:6], pin[6:])))


@pytest.mark.parametrize("digits", ["4", "5", "6", "7", "8"])
async def test_the_secret_may_be_longer(make_product: MakeProduct, digits: str) -> None:
    product = make_product(PIN_SECRET_DIGITS=digits)
    (pin,) = await _issued(product, 1)

    assert len(pin) == 6 + int(digits)
    fine(await product.redeem(pin))


@pytest.mark.parametrize(
    "settings",
    [
        {"PIN_SECRET_DIGITS": "3"}, {"PIN_SECRET_DIGITS": "0"}, {"PIN_SECRET_DIGITS": "9"},
        {"PIN_TTL_SECONDS": "601"}, {"PIN_TTL_SECONDS": "0"},
        {"LOBBY": "off"}, {"LOBBY": "off", "PIN_SECRET_DIGITS": "5"}, {"LOBBY": "no"},
    ],
    ids=str,
)  # fmt: skip
def test_a_weaker_pin_does_not_start(settings: dict[str, str]) -> None:
    """Without a lobby the secret has six digits at least."""
    with pytest.raises(SettingsError):
        load(settings)


def test_without_a_lobby_six_digits_start_and_with_nothing_said_there_is_one() -> None:
    assert not load({"LOBBY": "off", "PIN_SECRET_DIGITS": "6"}).policies.lobby
    assert load({}).policies.lobby


@pytest.mark.parametrize("seconds", [60, 300, 600])
async def test_it_lives_as_long_as_is_set_and_never_over_ten_minutes(make_product: MakeProduct, seconds: int) -> None:
    product = make_product(PIN_TTL_SECONDS=str(seconds))
    first, second = await _issued(product, 2)

    product.clock.forward(seconds - 0.001)
    fine(await product.redeem(first))
    product.clock.forward(0.001)
    refused(await product.redeem(second), 403, "pin_rejected")


async def test_a_new_pin_kills_the_old_one_and_the_operator_sees_which_lives(product: Product) -> None:
    call_id = await product.new_call()
    old = await product.new_pin(call_id)
    new = await product.new_pin(call_id)

    refused(await product.redeem(old), 403, "pin_rejected")
    assert (await product.call(call_id))["pin"]["state"] == "live"
    fine(await product.redeem(new))
    assert (await product.call(call_id))["pin"]["state"] == "used"


async def test_the_operator_sees_that_a_pin_was_used_before_the_caller_used_it(product: Product) -> None:
    """Whoever was quicker than the caller stands in the lobby, and the operator's customer is refused: both show."""
    call_id = await product.new_call()
    pin = await product.new_pin(call_id)
    thief = fine(await product.redeem(pin))

    refused(await product.redeem(pin), 403, "pin_rejected")

    shown = await product.call(call_id)
    assert shown["pin"]["state"] == "used"
    assert [who["participant_id"] for who in shown["participants"]] == [thief["participant_id"]]
    assert shown["participants"][0]["state"] == "waiting"


async def test_a_pin_of_somebody_elses_call_opens_no_other(product: Product) -> None:
    """The locator leads to one call, and the tag is of that call alone: a secret does not fit another locator."""
    first, second = await _issued(product, 2)
    mixed = first[:5] + second[5:9]

    answer = await product.redeem(mixed + check_digit(mixed))
    refused(answer, 403, "pin_rejected")
    refused(await product.redeem(unknown_pin(first)), 403, "pin_rejected")
