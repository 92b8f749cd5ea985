"""The lobby: who waits, who is turned away, who gets in, and that it is one at a time."""

import asyncio

import pytest

from tests.functions.conftest import MakeProduct
from tests.functions.product import Product, fine, fresh_key, refused


def wrong_code(code: str) -> str:
    """Two other digits."""
    return f"{(int(code) + 1) % 100:02d}"


async def _place(product: Product, token: str) -> str:
    return str(fine(await product.customer(token, "/api/session"))["participant"]["state"])


async def test_redeeming_gets_a_customer_into_the_lobby_and_no_further(product: Product) -> None:
    customer = await product.waiting(await product.new_call())
    token = customer["session_token"]

    assert customer["state"] == "waiting"
    assert fine(await product.customer(token, "/api/issue-acs-token", {}), 202) == {
        "state": "waiting",
        "retry_after": 1,
    }


async def test_the_customer_sees_two_digits_that_the_operator_never_does(product: Product) -> None:
    call_id = await product.new_call()
    customer = await product.waiting(call_id)
    session = await product.customer(customer["session_token"], "/api/session")

    assert session.json()["match_code"] == customer["match_code"]
    assert len(customer["match_code"]) == 2
    assert "match_code" not in (await product.operator(f"/api/calls/{call_id}")).text
    assert "match_code" not in (await product.operator("/api/calls")).text
    assert "match_code" not in (await product.admit(customer)).text


async def test_the_digits_are_gone_once_the_customer_is_in(product: Product) -> None:
    customer = await product.admitted(await product.new_call())

    assert "match_code" not in fine(await product.customer(customer["session_token"], "/api/session"))


async def test_the_digits_are_not_in_the_store(product: Product) -> None:
    """They are derived: whoever reads a call's document cannot tell them."""
    call_id = await product.new_call()
    customer = await product.waiting(call_id)
    participant = (await product.kept(call_id))["participants"][customer["participant_id"]]

    assert customer["match_code"] not in participant.values()
    assert not [name for name in participant if "code" in name]


async def test_the_right_digits_let_the_customer_in(product: Product) -> None:
    customer = await product.waiting(await product.new_call())

    shown = fine(await product.admit(customer))

    assert shown["participant_id"] == customer["participant_id"]
    assert shown["state"] == "admitted"
    assert shown["admitted_at"] == "2026-01-01T00:00:00.000Z"
    assert await _place(product, customer["session_token"]) == "admitted"


async def test_one_wrong_try_leaves_one(product: Product) -> None:
    customer = await product.waiting(await product.new_call())

    problem = refused(await product.admit(customer, wrong_code(customer["match_code"])), 403, "match_code_wrong")

    assert problem["attempts_left"] == 1
    assert await _place(product, customer["session_token"]) == "waiting"
    assert fine(await product.admit(customer))["state"] == "admitted"


async def test_the_second_wrong_try_turns_the_customer_away(product: Product) -> None:
    call_id = await product.new_call()
    customer = await product.waiting(call_id)
    wrong = wrong_code(customer["match_code"])
    refused(await product.admit(customer, wrong), 403, "match_code_wrong")

    problem = refused(await product.admit(customer, wrong), 403, "match_code_wrong")

    assert problem["attempts_left"] == 0
    assert await _place(product, customer["session_token"]) == "turned_away"
    refused(await product.admit(customer), 409, "participant_not_waiting")
    refused(await product.customer(customer["session_token"], "/api/issue-acs-token", {}), 403, "turned_away")
    assert (await product.call(call_id))["participants"][0]["match_attempts_left"] == 0


async def test_of_fifty_tries_at_once_two_are_compared(product: Product) -> None:
    """A hundred codes sent in parallel are two guesses, not a hundred."""
    customer = await product.waiting(await product.new_call())
    codes = [f"{code:02d}" for code in range(100) if f"{code:02d}" != customer["match_code"]][:50]

    answers = await asyncio.gather(*(product.admit(customer, code) for code in codes))

    compared = [answer for answer in answers if answer.json()["code"] == "match_code_wrong"]
    assert len(compared) == 2
    assert await _place(product, customer["session_token"]) == "turned_away"


async def test_a_double_click_admits_once(product: Product) -> None:
    customer = await product.waiting(await product.new_call())

    first, second = await asyncio.gather(product.admit(customer), product.admit(customer))

    assert fine(first)["state"] == fine(second)["state"] == "admitted"


async def test_the_last_try_clicked_twice_turns_nobody_away(product: Product) -> None:
    """One wrong try, then the right code delivered twice at once: the customer is in."""
    for _ in range(10):
        call_id = await product.new_call()
        customer = await product.waiting(call_id)
        wrong = f"{(int(customer['match_code']) + 1) % 100:02d}"
        refused(await product.admit(customer, wrong), 403, "match_code_wrong")

        await asyncio.gather(product.admit(customer), product.admit(customer), product.admit(customer))

        session = fine(await product.customer(customer["session_token"], "/api/session"))
        assert session["participant"]["state"] == "admitted"


async def test_leaving_while_being_let_in_leaves_the_door_open_for_the_next(product: Product) -> None:
    for _ in range(10):
        call_id = await product.new_call()
        customer = await product.waiting(call_id)
        await asyncio.gather(product.admit(customer), product.customer(customer["session_token"], "/api/end-call", {}))

        assert (await product.kept(call_id))["admitted"] is None
        fine(await product.admit(await product.waiting(call_id)))


async def test_a_new_pin_turns_away_whoever_waits_by_the_old_one(product: Product) -> None:
    call_id, key = await product.new_call(), fresh_key()
    customer = fine(await product.redeem(await product.new_pin(call_id), key))
    await product.new_pin(call_id)

    assert await _place(product, customer["session_token"]) == "turned_away"
    refused(await product.admit(customer), 409, "participant_not_waiting")
    refused(await product.customer(customer["session_token"], "/api/issue-acs-token", {}), 403, "turned_away")
    named = {name: customer[name] for name in ("call_id", "participant_id")}
    refused(await product.stranger("/api/resume", {**named, "redemption_key": key}), 403, "pin_rejected")
    consent = {"kind": "screen", "granted": True}
    refused(await product.customer(customer["session_token"], "/api/consent", consent), 403, "turned_away")


async def test_a_new_pin_leaves_the_admitted_customer_in_the_call(product: Product) -> None:
    call_id = await product.new_call()
    customer = await product.admitted(call_id)
    await product.new_pin(call_id)

    assert await _place(product, customer["session_token"]) == "admitted"
    fine(await product.customer(customer["session_token"], "/api/issue-acs-token", {}))


async def test_whoever_waits_longest_is_turned_away_by_the_clock(make_product: MakeProduct) -> None:
    product = make_product(LOBBY_TTL_SECONDS="60")
    call_id = await product.new_call()
    customer = await product.waiting(call_id)
    product.clock.forward(59.999)
    assert await _place(product, customer["session_token"]) == "waiting"
    product.clock.forward(0.001)

    assert await _place(product, customer["session_token"]) == "turned_away"
    refused(await product.admit(customer), 409, "participant_not_waiting")
    named = {name: customer[name] for name in ("call_id", "participant_id")}
    assert fine(await product.operator("/api/turn-away", named))["state"] == "turned_away"
    assert (await product.call(call_id))["participants"][0]["state"] == "turned_away"
    assert fine(await product.operator("/api/calls"))["calls"][0]["waiting"] == 0


async def test_one_customer_is_admitted_at_a_time(product: Product) -> None:
    call_id = await product.new_call()
    first = await product.admitted(call_id)
    second = await product.waiting(call_id)

    refused(await product.admit(second), 409, "another_customer_admitted")

    fine(await product.customer(first["session_token"], "/api/end-call", {}))
    assert fine(await product.admit(second))["state"] == "admitted"


async def test_a_try_at_a_closed_door_costs_no_try(product: Product) -> None:
    """While another customer is in, nobody's two tries are used up."""
    call_id = await product.new_call()
    first = await product.admitted(call_id)
    second = await product.waiting(call_id)
    for _ in range(3):
        refused(await product.admit(second, wrong_code(second["match_code"])), 409, "another_customer_admitted")
    fine(await product.customer(first["session_token"], "/api/end-call", {}))

    assert fine(await product.admit(second))["state"] == "admitted"


async def test_turning_away_is_final_and_may_be_said_twice(product: Product) -> None:
    customer = await product.waiting(await product.new_call())
    named = {name: customer[name] for name in ("call_id", "participant_id")}

    assert fine(await product.operator("/api/turn-away", named))["state"] == "turned_away"
    assert fine(await product.operator("/api/turn-away", named))["state"] == "turned_away"
    refused(await product.admit(customer), 409, "participant_not_waiting")


async def test_whoever_is_in_the_call_or_has_left_cannot_be_turned_away(product: Product) -> None:
    customer = await product.admitted(await product.new_call())
    named = {name: customer[name] for name in ("call_id", "participant_id")}

    refused(await product.operator("/api/turn-away", named), 409, "participant_not_waiting")
    fine(await product.customer(customer["session_token"], "/api/end-call", {}))
    refused(await product.operator("/api/turn-away", named), 409, "participant_not_waiting")


async def test_whoever_waits_may_leave(product: Product) -> None:
    call_id = await product.new_call()
    customer = await product.waiting(call_id)
    left = {"call_id": call_id, "state": "left"}

    assert fine(await product.customer(customer["session_token"], "/api/end-call", {})) == left
    assert fine(await product.customer(customer["session_token"], "/api/end-call", {})) == left

    refused(await product.customer(customer["session_token"], "/api/issue-acs-token", {}), 410, "left")
    refused(await product.admit(customer), 409, "participant_not_waiting")
    assert (await product.call(call_id))["state"] == "open"


async def test_with_the_lobby_off_a_pin_leads_straight_into_the_call(make_product: MakeProduct) -> None:
    product = make_product(LOBBY="off", PIN_SECRET_DIGITS="6")
    call_id = await product.new_call()

    customer = fine(await product.redeem(await product.new_pin(call_id)))

    assert customer["state"] == "admitted"
    assert customer["match_code"] is None
    fine(await product.customer(customer["session_token"], "/api/issue-acs-token", {}))


async def test_with_the_lobby_off_a_second_customer_gets_the_one_refusal(make_product: MakeProduct) -> None:
    product = make_product(LOBBY="off", PIN_SECRET_DIGITS="6")
    call_id = await product.new_call()
    first = fine(await product.redeem(await product.new_pin(call_id)))
    pin = await product.new_pin(call_id)

    refused(await product.redeem(pin), 403, "pin_rejected")

    fine(await product.customer(first["session_token"], "/api/end-call", {}))
    assert fine(await product.redeem(pin))["state"] == "admitted"
    assert (await product.kept(call_id))["failures"] == 0


@pytest.mark.parametrize("field", ["call_id", "participant_id"])
async def test_nobody_else_may_open_the_door(product: Product, field: str) -> None:
    call_id = await product.new_call()
    customer = await product.waiting(call_id)
    other = await product.waiting(await product.new_call("operator-2"), "operator-2")
    named = {name: customer[name] for name in ("call_id", "participant_id")} | {field: other[field]}
    code = "call_not_found" if field == "call_id" else "participant_not_found"

    refused(await product.operator("/api/admit", {**named, "match_code": customer["match_code"]}), 404, code)
    refused(await product.operator("/api/turn-away", named), 404, code)

    assert await _place(product, customer["session_token"]) == "waiting"
    assert await _place(product, other["session_token"]) == "waiting"
