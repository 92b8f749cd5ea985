"""Wrong PINs are counted before they are compared: five a PIN, fifteen a call, and never an honest customer's."""

import asyncio
import random
from collections.abc import Awaitable

import pytest

from tests.functions.conftest import MakeProduct
from tests.functions.product import Product, fine, fresh_address, fresh_key, refused, unknown_pin, wrong_secret


async def _fail(product: Product, pin: str, times: int) -> None:
    for step in range(1, times + 1):
        refused(await product.redeem(wrong_secret(pin, step)), 403, "pin_rejected")


async def _pin_state(product: Product, call_id: str) -> str:
    return str((await product.call(call_id))["pin"]["state"])


async def test_four_wrong_guesses_leave_the_pin_alive(product: Product) -> None:
    pin = await product.new_pin(await product.new_call())
    await _fail(product, pin, 4)

    fine(await product.redeem(pin))


async def test_the_fifth_wrong_guess_burns_the_pin(product: Product) -> None:
    call_id = await product.new_call()
    pin = await product.new_pin(call_id)
    await _fail(product, pin, 5)

    assert await _pin_state(product, call_id) == "burnt"
    refused(await product.redeem(pin), 403, "pin_rejected")
    fine(await product.redeem(await product.new_pin(call_id)))


async def test_fifteen_wrong_guesses_over_all_pins_exhaust_the_call(product: Product) -> None:
    """A new PIN never resets the call's count; the admitted customer's call goes on."""
    call_id = await product.new_call()
    customer = await product.admitted(call_id)
    for pins_so_far in range(3):
        await _fail(product, await product.new_pin(call_id), 5)
        assert (await product.kept(call_id))["failures"] == 5 * (pins_so_far + 1)

    refused(await product.operator("/api/issue-pin", {"call_id": call_id}), 409, "pin_exhausted")

    assert await _pin_state(product, call_id) == "exhausted"
    fine(await product.customer(customer["session_token"], "/api/issue-acs-token", {}))
    assert fine(await product.customer(customer["session_token"], "/api/session"))["state"] == "open"


async def test_a_live_pin_dies_with_its_call_fifteenth_failure(product: Product) -> None:
    call_id = await product.new_call()
    for times in (4, 4, 4):
        await _fail(product, await product.new_pin(call_id), times)
    pin = await product.new_pin(call_id)
    await _fail(product, pin, 3)

    assert await _pin_state(product, call_id) == "exhausted"
    refused(await product.redeem(pin), 403, "pin_rejected")


async def test_the_same_wrong_guess_by_the_same_browser_counts_once(product: Product) -> None:
    """For the PIN and the call: a client that retries is not a guesser."""
    call_id, key = await product.new_call(), fresh_key()
    pin = await product.new_pin(call_id)
    for _ in range(12):
        refused(await product.redeem(wrong_secret(pin), key), 403, "pin_rejected")

    assert (await product.kept(call_id))["failures"] == 1
    fine(await product.redeem(pin, key))


@pytest.mark.parametrize("live", [True, False])
async def test_repeating_a_guess_spends_the_network_whether_or_not_the_pin_lives(product: Product, live: bool) -> None:
    """Else eight tries of one guess would tell a live locator from an unknown one."""
    pin, key, address = await product.new_pin(await product.new_call()), fresh_key(), fresh_address()
    guess = wrong_secret(pin) if live else unknown_pin(pin)
    statuses = [(await product.redeem(guess, key, address)).status_code for _ in range(8)]

    assert statuses == [403] * 5 + [429] * 3


async def test_coming_back_by_the_key_is_never_counted(product: Product) -> None:
    """Also while newer PINs are issued, and also when many tabs come at once."""
    call_id, key = await product.new_call(), fresh_key()
    pin = await product.new_pin(call_id)
    customer = fine(await product.redeem(pin, key))
    fine(await product.admit(customer))
    for _ in range(4):
        again = await asyncio.gather(*(product.redeem(pin, key) for _ in range(25)))
        assert {fine(answer)["participant_id"] for answer in again} == {customer["participant_id"]}
        newer = await product.new_pin(call_id)

    kept = await product.kept(call_id)
    assert (kept["failures"], kept["pin"]["failures"]) == (0, 0)
    fine(await product.redeem(newer, fresh_key()))


async def test_the_same_wrong_guess_by_another_browser_counts_again(product: Product) -> None:
    call_id = await product.new_call()
    pin = await product.new_pin(call_id)
    for _ in range(3):
        refused(await product.redeem(wrong_secret(pin), fresh_key()), 403, "pin_rejected")

    assert (await product.kept(call_id))["failures"] == 3


async def test_once_a_pin_is_used_nothing_counts_against_it(product: Product) -> None:
    call_id, key = await product.new_call(), fresh_key()
    pin = await product.new_pin(call_id)
    fine(await product.redeem(pin, key))
    await _fail(product, pin, 9)

    assert (await product.kept(call_id))["failures"] == 0
    fine(await product.redeem(pin, key))


async def test_a_return_is_judged_before_failures_and_expiry(product: Product) -> None:
    """The call is exhausted and the PIN long expired: the browser that redeemed it still comes back."""
    call_id, key = await product.new_call(), fresh_key()
    pin = await product.new_pin(call_id)
    customer = fine(await product.redeem(pin, key))
    fine(await product.admit(customer))
    for _ in range(3):
        await _fail(product, await product.new_pin(call_id), 5)
    product.clock.forward(seconds=400)

    assert fine(await product.redeem(pin, key))["participant_id"] == customer["participant_id"]
    assert (await product.kept(call_id))["failures"] == 15


async def test_a_return_is_refused_after_the_end_after_leaving_and_after_being_turned_away(product: Product) -> None:
    for ending in ("end", "leave", "turn away"):
        call_id, key = await product.new_call(), fresh_key()
        pin = await product.new_pin(call_id)
        customer = fine(await product.redeem(pin, key))
        named = {name: customer[name] for name in ("call_id", "participant_id")}
        if ending == "end":
            fine(await product.operator("/api/end-call", {"call_id": call_id}))
        elif ending == "leave":
            fine(await product.customer(customer["session_token"], "/api/end-call", {}))
        else:
            fine(await product.operator("/api/turn-away", named))

        refused(await product.redeem(pin, key), 403, "pin_rejected")
        refused(await product.stranger("/api/resume", {**named, "redemption_key": key}), 403, "pin_rejected")


async def test_the_right_pin_by_another_key_is_a_stranger(product: Product) -> None:
    call_id, key = await product.new_call(), fresh_key()
    pin = await product.new_pin(call_id)
    fine(await product.redeem(pin, key))

    refused(await product.redeem(pin, fresh_key()), 403, "pin_rejected")
    refused(await product.redeem(pin, key + "x"), 403, "pin_rejected")


async def test_one_key_used_for_two_calls_gets_two_participants(product: Product) -> None:
    key = fresh_key()
    first = fine(await product.redeem(await product.new_pin(await product.new_call()), key))
    second = fine(await product.redeem(await product.new_pin(await product.new_call()), key))

    assert first["call_id"] != second["call_id"]
    assert first["participant_id"] != second["participant_id"]


async def test_the_right_pin_at_the_wrong_widget_is_refused_and_counted(product: Product) -> None:
    call_id = await product.new_call()
    pin = await product.new_pin(call_id)

    refused(await product.redeem(pin, widget="another"), 403, "pin_rejected")

    assert (await product.kept(call_id))["failures"] == 1


async def test_of_four_hundred_guesses_at_once_five_are_compared(product: Product) -> None:
    """The right PIN among them gains nothing by the crowd: whatever came sixth is not looked at."""
    call_id = await product.new_call()
    customer = await product.admitted(call_id)
    pin = await product.new_pin(call_id)

    answers = await asyncio.gather(*(product.redeem(wrong_secret(pin, step)) for step in range(1, 401)))

    assert {answer.json()["code"] for answer in answers} == {"pin_rejected"}
    assert (await product.kept(call_id))["failures"] == 5
    await product.wired.upkeep()
    assert (await product.audited(call_id)).count("pin_attempted") == 1 + 5
    refused(await product.redeem(pin), 403, "pin_rejected")
    assert fine(await product.customer(customer["session_token"], "/api/session"))["participant"]["state"] == "admitted"


@pytest.mark.parametrize("seed", range(5))
async def test_a_twentyfold_double_click_is_one_participant_and_no_failure(product: Product, seed: int) -> None:
    """Nor less than none: what is given back twice would be guesses for a stranger."""
    call_id, key = await product.new_call(), fresh_key()
    pin = await product.new_pin(call_id)
    product.documents.watch.jitter = random.Random(seed)

    answers = await asyncio.gather(*(product.redeem(pin, key) for _ in range(20)))

    assert len({fine(answer)["participant_id"] for answer in answers}) == 1
    assert len((await product.call(call_id))["participants"]) == 1
    assert (await product.kept(call_id))["failures"] == 0


async def test_a_new_pin_in_the_middle_of_a_guess_starts_at_nought(product: Product) -> None:
    """What an older PIN's guess gives back is never given to the newer PIN: it would gain guesses."""
    call_id, key = await product.new_call(), fresh_key()
    pin = await product.new_pin(call_id)
    refused(await product.redeem(wrong_secret(pin), key), 403, "pin_rejected")
    newer: list[str] = []

    async def issue_another(request: str, _: object) -> None:
        if request == "patch call":
            product.documents.watch.after = None
            newer.append(await product.new_pin(call_id))

    product.documents.watch.after = issue_another
    refused(await product.redeem(wrong_secret(pin), key), 403, "pin_rejected")

    kept = await product.kept(call_id)
    assert kept["pin"]["failures"] == 0
    await _fail(product, newer[0], 5)
    refused(await product.redeem(newer[0]), 403, "pin_rejected")


@pytest.mark.parametrize("seed", range(12))
async def test_whatever_the_order_of_things_the_counts_are_right(make_product: MakeProduct, seed: int) -> None:
    """Honest customers that click often, guessers, and an operator that issues PINs, all at once."""
    product = make_product(NETWORK_FAILURES_10M="1000", NETWORK_FAILURES_DAY="1000")
    chance = random.Random(seed)
    call_id = await product.new_call()
    pins = [await product.new_pin(call_id)]
    product.documents.watch.jitter = chance
    customers, guesser = [fresh_key() for _ in range(3)], fresh_key()

    async def issue() -> None:
        answer = await product.operator("/api/issue-pin", {"call_id": call_id})
        if answer.status_code == 201:
            pins.append(answer.json()["pin"])

    def something() -> Awaitable[object]:
        what = chance.randrange(10)
        if what < 5:
            return product.redeem(pins[0], chance.choice(customers))
        if what < 9:
            key = guesser if what < 7 else fresh_key()
            return product.redeem(wrong_secret(pins[0], chance.randrange(1, 4)), key)
        return issue()

    for _ in range(3):
        await asyncio.gather(*(something() for _ in range(12)))
        pins[0] = pins[-1]

    kept = await product.kept(call_id)
    pin, failures = kept["pin"], kept["failures"]
    assert 0 <= pin["failures"] <= failures <= 15
    assert pin["failures"] <= sum(at is not None for at in pin["attempts"].values()), "a count without its guess"
    assert pin["failures"] <= 5
    by_generation = [who["generation"] for who in kept["participants"].values()]
    assert len(by_generation) == len(set(by_generation)), "a PIN brought two participants"
