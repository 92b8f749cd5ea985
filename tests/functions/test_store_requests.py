"""What each step of the journey asks of the store and of the call service: the journey table, line by line.

Audit rows ride beside these, one create each, in a log of their own.
"""

from collections.abc import Awaitable, Callable

import pytest

from shared.adapters.file_secrets import FileSecrets
from tests.functions.conftest import MakeProduct
from tests.functions.product import (
    Product,
    fine,
    fresh_address,
    fresh_key,
    principal,
    refused,
    unknown_pin,
    wrong_secret,
)

A_REFUSAL = ["read net", "read pin", "patch call", "read call", "patch net"]


async def test_making_a_call_costs_one_create_and_one_room(product: Product) -> None:
    await product.new_call()

    assert product.store_requests == ["create call"]
    assert product.calls.requests == ["open_room"]
    assert product.audit.watch.requests == ["append call_created"]


async def test_making_it_again_costs_one_read_more_and_leaves_no_room_behind(product: Product) -> None:
    key = {"Idempotency-Key": "once"}
    operator = principal("operator-1")
    first = fine(await product.ask("POST", "/api/create-call", {}, operator | key), 201)
    product.forget_requests()

    second = fine(await product.ask("POST", "/api/create-call", {}, operator | key), 201)

    assert second == first
    assert product.store_requests == ["create call", "read call"]
    assert [request.split()[0] for request in product.calls.requests] == ["open_room", "delete_identity", "close_room"]
    assert product.audit.watch.requests == []


async def test_showing_a_pin_costs_a_patch_and_a_create(product: Product) -> None:
    call_id = await product.new_call()
    product.forget_requests()

    await product.new_pin(call_id)

    assert product.store_requests == ["patch call", "create pin"]
    assert product.calls.requests == []
    assert product.audit.watch.requests == ["append pin_issued"]


async def test_a_locator_that_is_taken_costs_one_create_more(product: Product) -> None:
    call_id = await product.new_call()
    product.documents.collisions = 2
    product.forget_requests()

    pin = await product.new_pin(call_id)

    assert product.store_requests == ["patch call", "create pin", "create pin", "create pin"]
    fine(await product.redeem(pin))


async def test_when_no_locator_is_free_the_answer_is_503_and_not_a_pin_of_somebody_else(product: Product) -> None:
    call_id = await product.new_call()
    product.documents.collisions = 1_000

    refused(await product.operator("/api/issue-pin", {"call_id": call_id}), 503, "unavailable")


async def test_typing_the_pin_costs_two_reads_and_two_patches(product: Product) -> None:
    pin = await product.new_pin(await product.new_call())
    product.forget_requests()

    fine(await product.redeem(pin))

    assert product.store_requests == ["read net", "read pin", "patch call", "patch call"]
    assert product.calls.requests == []
    assert product.audit.watch.requests == ["append pin_redeemed"]


async def test_returning_with_the_same_key_costs_one_read_more_and_no_write(product: Product) -> None:
    pin, key = await product.new_pin(await product.new_call()), fresh_key()
    first = fine(await product.redeem(pin, key))
    product.forget_requests()

    second = fine(await product.redeem(pin, key))

    assert second["participant_id"] == first["participant_id"]
    assert product.store_requests == ["read net", "read pin", "patch call", "read call"]


_Ask = Callable[[Product, str], Awaitable[dict[str, str]]]


async def _wrong(product: Product, call_id: str) -> dict[str, str]:
    return {"pin": wrong_secret(await product.new_pin(call_id))}


async def _unknown(product: Product, call_id: str) -> dict[str, str]:
    return {"pin": unknown_pin(await product.new_pin(call_id))}


async def _expired(product: Product, call_id: str) -> dict[str, str]:
    pin = await product.new_pin(call_id)
    product.clock.forward(seconds=301)
    return {"pin": pin}


async def _long_gone(product: Product, call_id: str) -> dict[str, str]:
    pin = await product.new_pin(call_id)
    product.clock.forward(seconds=300 + 3600 + 1)
    return {"pin": pin}


async def _superseded(product: Product, call_id: str) -> dict[str, str]:
    pin = await product.new_pin(call_id)
    await product.new_pin(call_id)
    return {"pin": pin}


async def _used(product: Product, call_id: str) -> dict[str, str]:
    pin = await product.new_pin(call_id)
    fine(await product.redeem(pin))
    return {"pin": pin}


async def _burnt(product: Product, call_id: str) -> dict[str, str]:
    pin = await product.new_pin(call_id)
    for step in range(1, 6):
        refused(await product.redeem(wrong_secret(pin, step)), 403, "pin_rejected")
    return {"pin": pin}


async def _closed(product: Product, call_id: str) -> dict[str, str]:
    pin = await product.new_pin(call_id)
    fine(await product.operator("/api/end-call", {"call_id": call_id}))
    return {"pin": pin}


async def _another_widget(product: Product, call_id: str) -> dict[str, str]:
    return {"pin": await product.new_pin(call_id), "widget": "another"}


REFUSALS: dict[str, _Ask] = {
    "unknown": _unknown,
    "wrong": _wrong,
    "expired": _expired,
    "long-gone": _long_gone,
    "superseded": _superseded,
    "used": _used,
    "burnt": _burnt,
    "closed": _closed,
    "another-widget": _another_widget,
}


@pytest.mark.parametrize("why", REFUSALS)
async def test_every_refusal_costs_the_same_whatever_is_wrong(product: Product, why: str) -> None:
    """Three reads, one patch of the call (or of none), one write of the network's budget; and no audit row at once."""
    address = fresh_address()
    asked = await REFUSALS[why](product, await product.new_call())
    refused(await product.redeem(unknown_pin(asked["pin"]), address=address), 403, "pin_rejected")
    product.forget_requests()

    refused(await product.redeem(asked["pin"], address=address, **_widget(asked)), 403, "pin_rejected")

    assert product.store_requests == A_REFUSAL
    assert product.audit.watch.requests == []
    assert product.calls.requests == []


@pytest.mark.parametrize("why", REFUSALS)
async def test_a_networks_first_refusal_creates_its_budget_whatever_is_wrong(product: Product, why: str) -> None:
    asked = await REFUSALS[why](product, await product.new_call())
    product.forget_requests()

    refused(await product.redeem(asked["pin"], **_widget(asked)), 403, "pin_rejected")

    assert product.store_requests == [*A_REFUSAL[:4], "create net"]


async def test_a_network_that_has_spent_its_budget_costs_one_read(product: Product) -> None:
    pin, address = await product.new_pin(await product.new_call()), fresh_address()
    for step in range(1, 6):
        refused(await product.redeem(unknown_pin(wrong_secret(pin, step)), address=address), 403, "pin_rejected")
    product.forget_requests()

    refused(await product.redeem(pin, address=address), 429, "too_many_attempts")

    assert product.store_requests == ["read net"]


async def test_what_is_not_of_a_pins_form_asks_nothing_of_the_store(product: Product) -> None:
    pin = await product.new_pin(await product.new_call())
    product.forget_requests()

    for text in ("", "12345", pin[:-1], pin[:-1] + str((int(pin[-1]) + 1) % 10), "x" * 64):
        refused(await product.redeem(text), 400, "pin_malformed")
    refused(await product.redeem("1" * 65), 400, "invalid_request")

    assert product.store_requests == []


async def test_waiting_costs_one_read_a_poll_and_a_patch_every_fifteen_seconds(product: Product) -> None:
    token = (await product.waiting(await product.new_call()))["session_token"]
    product.forget_requests()

    for _ in range(31):
        fine(await product.customer(token, "/api/session"))
        product.clock.forward(seconds=1)

    assert product.store_requests.count("read call") == 31
    assert product.store_requests.count("patch call") == 2
    assert len(product.store_requests) == 33


async def test_admitting_costs_two_patches(product: Product) -> None:
    customer = await product.waiting(await product.new_call())
    product.forget_requests()

    fine(await product.admit(customer))

    assert product.store_requests == ["patch call", "patch call"]
    assert product.calls.requests == []
    assert product.audit.watch.requests == ["append match_code_tried", "append participant_admitted"]


async def test_admitting_the_admitted_again_costs_a_patch_that_is_refused_and_a_read(product: Product) -> None:
    customer = await product.admitted(await product.new_call())
    product.forget_requests()

    fine(await product.admit(customer))

    assert product.store_requests == ["patch call", "read call"]


async def test_joining_costs_a_read_and_the_first_time_a_patch_and_an_identity(product: Product) -> None:
    token = (await product.admitted(await product.new_call()))["session_token"]
    product.forget_requests()

    first = fine(await product.customer(token, "/api/issue-acs-token", {}))
    assert product.store_requests == ["read call", "patch call"]
    assert product.calls.requests == ["create_identity", "join_room as collaborator"]
    product.forget_requests()
    again = fine(await product.customer(token, "/api/issue-acs-token", {}))

    assert product.store_requests == ["read call"]
    assert product.calls.requests == ["join_room as collaborator", "issue_token"]
    assert again["user_id"] == first["user_id"]
    assert again["token"] != first["token"]


async def test_joining_costs_the_operator_one_read(product: Product) -> None:
    call_id = await product.new_call()
    product.forget_requests()

    fine(await product.operator("/api/issue-acs-token", {"call_id": call_id}))

    assert product.store_requests == ["read call"]
    assert product.calls.requests == ["issue_token"]


async def test_ending_costs_one_patch_whose_answer_says_what_to_delete(product: Product) -> None:
    call_id = await product.new_call()
    token = (await product.admitted(call_id))["session_token"]
    customers = fine(await product.customer(token, "/api/issue-acs-token", {}))["user_id"]
    operators = fine(await product.operator("/api/issue-acs-token", {"call_id": call_id}))["user_id"]
    room = (await product.kept(call_id))["room_id"]
    product.forget_requests()

    fine(await product.operator("/api/end-call", {"call_id": call_id}))

    assert product.store_requests == ["patch call"]
    assert product.calls.requests == [
        f"close_room {room}",
        f"delete_identity {operators}",
        f"delete_identity {customers}",
    ]


async def test_leaving_and_turning_away_cost_one_patch_and_consent_a_read_besides(product: Product) -> None:
    call_id = await product.new_call()
    token = (await product.admitted(call_id))["session_token"]
    product.forget_requests()

    fine(await product.customer(token, "/api/consent", {"kind": "screen", "granted": True}))
    assert product.store_requests == ["read call", "patch call"]
    product.forget_requests()
    fine(await product.customer(token, "/api/consent", {"kind": "screen", "granted": True}))
    assert product.store_requests == ["read call"]
    product.forget_requests()
    fine(await product.customer(token, "/api/end-call", {}))
    assert product.store_requests == ["patch call"]

    customer = await product.waiting(call_id)
    product.forget_requests()
    named = {name: customer[name] for name in ("call_id", "participant_id")}
    fine(await product.operator("/api/turn-away", named))
    assert product.store_requests == ["patch call"]


async def test_verifying_tokens_costs_nothing(product: Product) -> None:
    fine(await product.ask("GET", "/api/jwks"))
    fine(await product.ask("GET", "/api/widget-config"))
    fine(await product.ask("GET", "/api/health"))

    assert product.store_requests == []
    assert product.calls.requests == []


async def test_looking_costs_one_request(product: Product) -> None:
    call_id = await product.new_call()
    product.forget_requests()

    await product.call(call_id)
    assert product.store_requests == ["read call"]
    product.forget_requests()
    fine(await product.operator("/api/calls"))
    assert product.store_requests == ["query call"]


async def test_resuming_costs_one_read(product: Product) -> None:
    key = fresh_key()
    customer = fine(await product.redeem(await product.new_pin(await product.new_call()), key))
    product.forget_requests()

    named = {name: customer[name] for name in ("call_id", "participant_id")}
    fine(await product.stranger("/api/resume", {**named, "redemption_key": key}))

    assert product.store_requests == ["read call"]


async def test_while_a_pepper_rotates_a_pin_costs_one_read_more(make_product: MakeProduct) -> None:
    product = make_product()
    assert isinstance(product.wired.ports.secrets, FileSecrets)
    product.wired.ports.secrets.rotate_pepper()
    pin = await product.new_pin(await product.new_call())
    product.forget_requests()

    fine(await product.redeem(pin))

    assert product.store_requests == ["read net", "read pin", "read pin", "patch call", "patch call"]


def _widget(asked: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in asked.items() if name == "widget"}
