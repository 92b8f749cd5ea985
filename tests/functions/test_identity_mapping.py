"""How many identities of the call service an operator may have at a time: the bank's policy."""

import asyncio

import pytest

from shared.policies import UNDER_WAY_SECONDS
from shared.usecases.upkeep import upkeep
from tests.functions.conftest import MakeProduct
from tests.functions.product import Product, fine, principal
from tests.functions.watched_ports import Fault


async def _joined(product: Product, call_id: str) -> str:
    """The operator's user id in that call."""
    return str(fine(await product.operator("/api/issue-acs-token", {"call_id": call_id}))["user_id"])


@pytest.mark.parametrize("mapping", ["1:N", "N:M"])
async def test_an_operator_of_two_calls_has_an_identity_in_each(make_product: MakeProduct, mapping: str) -> None:
    product = make_product(IDENTITY_MAPPING=mapping)
    first, second = await product.new_call(), await product.new_call()

    identities = {await _joined(product, first), await _joined(product, second)}

    assert len(identities) == 2
    assert {await _joined(product, first), await _joined(product, second)} == identities
    assert not [request for request in product.calls.requests if request.startswith("delete_identity")]


@pytest.mark.parametrize("mapping", ["1:1", "N:1"])
async def test_where_an_operator_may_have_one_identity_a_new_call_ends_the_other(
    make_product: MakeProduct, mapping: str
) -> None:
    """And whoever goes back to the first call gets a fresh identity there: an old token enters nothing."""
    product = make_product(IDENTITY_MAPPING=mapping)
    first = await product.new_call()
    before = await _joined(product, first)
    product.forget_requests()

    second = await product.new_call()

    assert f"delete_identity {before}" in product.calls.requests
    assert f"leave_room {before}" in product.calls.requests
    there = await _joined(product, second)
    back = await _joined(product, first)
    assert len({before, there, back}) == 3
    assert f"delete_identity {there}" in product.calls.requests
    assert (await product.call(second))["state"] == "open"


async def test_another_operators_identity_is_never_touched(make_product: MakeProduct) -> None:
    product = make_product(IDENTITY_MAPPING="1:1")
    await product.new_call("operator-2")
    product.forget_requests()

    await product.new_call("operator-1")

    assert product.calls.requests == ["open_room"]


async def test_an_identity_that_could_not_be_ended_is_remembered_until_it_is(make_product: MakeProduct) -> None:
    product = make_product(IDENTITY_MAPPING="1:1")
    first = await product.new_call()
    before = await _joined(product, first)
    product.calls.fails = f"delete_identity {before}"
    await product.new_call()
    assert (await product.kept(first))["identities_to_delete"] == [before]
    product.calls.fails = ""
    product.forget_requests()
    product.clock.forward(seconds=UNDER_WAY_SECONDS + 1)

    await upkeep(product.ports, product.clock())

    assert f"delete_identity {before}" in product.calls.requests
    assert (await product.kept(first))["identities_to_delete"] == []


async def test_ten_requests_at_once_after_the_identity_ended_are_one_identity(make_product: MakeProduct) -> None:
    product = make_product(IDENTITY_MAPPING="1:1")
    first = await product.new_call()
    await _joined(product, first)
    await product.new_call()

    assert len(set(await asyncio.gather(*(_joined(product, first) for _ in range(10))))) == 1


async def test_an_operator_whose_way_back_failed_half_way_is_put_on_the_roster_by_the_next_request(
    make_product: MakeProduct,
) -> None:
    """Their fresh identity was remembered, and the service failed before it was in the room."""
    product = make_product(IDENTITY_MAPPING="1:1")
    first = await product.new_call()
    await product.new_call()
    product.calls.fails = "join_room"
    assert (await product.operator("/api/issue-acs-token", {"call_id": first})).status_code == 503
    product.calls.fails = ""
    product.forget_requests()

    await _joined(product, first)

    assert "join_room as presenter" in product.calls.requests


async def test_a_repetition_ends_the_other_identity_when_the_first_try_did_not_come_to_it(
    make_product: MakeProduct,
) -> None:
    product = make_product(IDENTITY_MAPPING="1:1")
    before = await _joined(product, await product.new_call())
    headers = principal("operator-1") | {"Idempotency-Key": "once"}
    product.documents.watch.due(Fault("query", 1, "before"))
    assert (await product.ask("POST", "/api/create-call", {}, headers)).status_code == 503
    product.documents.watch.due(None)

    fine(await product.ask("POST", "/api/create-call", {}, headers), 201)

    assert f"delete_identity {before}" in product.calls.requests
