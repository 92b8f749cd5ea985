"""Nobody gets past the lobby without the two digits that the customer alone sees: two tries, ten minutes, one."""

import asyncio
import json
from collections import Counter
from typing import Any

import pytest

from functions.answers import CallShown
from tests.functions.conftest import MakeProduct
from tests.functions.product import Product, fine, refused


def _others(code: str) -> list[str]:
    return [f"{number:02d}" for number in range(100) if f"{number:02d}" != code]


async def test_the_lobby_is_on_and_opens_nothing(product: Product) -> None:
    """No token of the call service, no signals, nobody in the room."""
    customer = await product.waiting(await product.new_call())
    token = customer["session_token"]

    assert customer["state"] == "waiting"
    assert (await product.customer(token, "/api/issue-acs-token", {})).status_code == 202
    refused(
        await product.customer(token, "/api/local-call-signals", {"to": "operator", "kind": "offer", "data": ""}),
        409,
        "participant_not_admitted",
    )
    assert "create_identity" not in product.calls.requests


async def test_the_operator_never_receives_the_code(product: Product) -> None:
    """In no answer of theirs, at no moment, under no name; nor is it kept."""
    call_id = await product.new_call()
    customer = await product.waiting(call_id)
    code = customer["match_code"]
    told: list[object] = [
        await product.call(call_id),
        fine(await product.operator("/api/calls")),
        refused(await product.admit(customer, _others(code)[0]), 403, "match_code_wrong"),
        fine(await product.admit(customer)),
        await product.call(call_id),
        await product.kept(call_id),
    ]

    assert "match_code" not in CallShown.model_json_schema()["properties"]
    for answer in told:
        assert "match_code" not in _names(answer)
        assert f'"{code}"' not in json.dumps(answer)


def _names(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(_names, value.values()))
    return set().union(*map(_names, value)) if isinstance(value, list) else set()


async def test_the_customer_cannot_send_it(product: Product) -> None:
    """A customer is no operator, however well they know their own code."""
    customer = await product.waiting(await product.new_call())
    named = {name: customer[name] for name in ("call_id", "participant_id", "match_code")}

    refused(await product.customer(customer["session_token"], "/api/admit", named), 401, "sign_in_required")


async def test_the_second_wrong_try_turns_away_and_a_third_is_not_compared(product: Product) -> None:
    call_id = await product.new_call()
    customer = await product.waiting(call_id)
    wrong = _others(customer["match_code"])

    assert refused(await product.admit(customer, wrong[0]), 403, "match_code_wrong")["attempts_left"] == 1
    assert refused(await product.admit(customer, wrong[1]), 403, "match_code_wrong")["attempts_left"] == 0
    refused(await product.admit(customer), 409, "participant_not_waiting")

    assert (await product.call(call_id))["participants"][0]["state"] == "turned_away"


async def test_all_hundred_codes_at_once_get_two_tries(product: Product) -> None:
    """An operator's account in a robot's hands has two chances in a hundred, not a hundred."""
    call_id = await product.new_call()
    customer = await product.waiting(call_id)

    tried = await asyncio.gather(*(product.admit(customer, code) for code in _others(customer["match_code"])))

    assert Counter(answer.status_code for answer in tried) == {403: 2, 409: 97}
    assert (await product.call(call_id))["participants"][0]["state"] == "turned_away"


async def test_one_customer_is_admitted_however_many_wait(product: Product) -> None:
    call_id = await product.new_call()
    first = await product.waiting(call_id)
    second = fine(await product.redeem(await product.new_pin(call_id)))
    # A new PIN turned the first away, so both cannot even wait by different PINs.
    refused(await product.admit(first), 409, "participant_not_waiting")
    fine(await product.admit(second))
    third = await product.waiting(call_id)

    refused(await product.admit(third), 409, "another_customer_admitted")
    assert [who["state"] for who in (await product.call(call_id))["participants"]].count("admitted") == 1


async def test_ten_minutes_is_the_longest_wait(make_product: MakeProduct) -> None:
    product = make_product(LOBBY_TTL_SECONDS="600", SESSION_TTL_SECONDS="600")
    call_id = await product.new_call()
    customer = await product.waiting(call_id)

    product.clock.forward(600)

    refused(await product.admit(customer), 409, "participant_not_waiting")
    assert (await product.call(call_id))["participants"][0]["state"] == "turned_away"


async def test_codes_are_spread_over_all_hundred(product: Product) -> None:
    """Made by the server for each redemption: the same operator sees no favourite."""
    codes = Counter([(await product.waiting(await product.new_call()))["match_code"] for _ in range(300)])

    assert all(len(code) == 2 and code.isdigit() for code in codes)
    assert len(codes) > 80
    assert max(codes.values()) < 20


async def test_another_redemption_has_a_code_of_its_own(product: Product) -> None:
    """One that was overheard is worth nothing for the next."""
    call_id = await product.new_call()
    codes = [(await product.waiting(call_id))["match_code"] for _ in range(12)]

    assert len(set(codes)) > 4


async def test_a_reload_in_the_lobby_keeps_code_and_tries(product: Product) -> None:
    """Coming back does not buy two more tries."""
    call_id = await product.new_call()
    customer = await product.waiting(call_id)
    wrong = _others(customer["match_code"])
    refused(await product.admit(customer, wrong[0]), 403, "match_code_wrong")
    named = {name: customer[name] for name in ("call_id", "participant_id")}

    back = fine(await product.stranger("/api/resume", {**named, "redemption_key": customer["key"]}))

    assert back["match_code"] == customer["match_code"]
    assert refused(await product.admit(customer, wrong[1]), 403, "match_code_wrong")["attempts_left"] == 0


@pytest.mark.parametrize("code", ["", "1", "123", "ab", "1 ", " 1", "-1", "+1", "\u0661\u0661", "**"])
async def test_what_is_not_two_digits_costs_no_try(product: Product, code: str) -> None:
    customer = await product.waiting(await product.new_call())
    named = {name: customer[name] for name in ("call_id", "participant_id")}

    refused(await product.operator("/api/admit", {**named, "match_code": code}), 400, "invalid_request")

    fine(await product.admit(customer))
