"""GET /api/calls and GET /api/calls/{call_id}."""

import pytest

from tests.functions.conftest import MakeProduct
from tests.functions.people import Customer, Operator
from tests.functions.product import Product, fine, refused

COMMON = {
    "call_id",
    "state",
    "created_at",
    "expires_at",
    "ended_at",
    "end_reason",
    "operator_name",
    "subject",
    "widget",
    "provider",
    "scenario",
    "progress",
    "pin",
}


def test_a_call_has_exactly_the_fields_of_the_contract(operator: Operator, call_id: str, waiting: Customer) -> None:
    call = operator.call(call_id)

    assert set(call) == COMMON | {"participants"}
    assert set(call["pin"]) == {"state", "expires_at"}
    listed = next(entry for entry in fine(operator.get("/api/calls"))["calls"] if entry["call_id"] == call_id)
    assert set(listed) == COMMON | {"waiting", "admitted"}
    assert {name: listed[name] for name in COMMON} == {name: call[name] for name in COMMON}
    assert (listed["waiting"], listed["admitted"]) == (1, 0)


def test_the_list_counts_who_is_in_the_call(operator: Operator, call_id: str, admitted: Customer) -> None:
    listed = next(entry for entry in fine(operator.get("/api/calls"))["calls"] if entry["call_id"] == call_id)
    assert (listed["waiting"], listed["admitted"]) == (0, 1)
    operator.end(call_id)

    listed = next(entry for entry in fine(operator.get("/api/calls"))["calls"] if entry["call_id"] == call_id)

    assert (listed["waiting"], listed["admitted"]) == (0, 0)


def test_nothing_new_is_304(operator: Operator, call_id: str, customer: Customer) -> None:
    tag = operator.get(f"/api/calls/{call_id}").headers["etag"]
    assert operator.get(f"/api/calls/{call_id}", {"If-None-Match": tag}).status_code == 304
    customer.redeem(operator.new_pin(call_id))

    assert operator.get(f"/api/calls/{call_id}", {"If-None-Match": tag}).status_code == 200


def test_participants_stand_in_the_order_in_which_they_came(
    operator: Operator, call_id: str, waiting: Customer, stranger: Customer
) -> None:
    stranger.redeem(operator.new_pin(call_id))

    assert [who["participant_id"] for who in operator.call(call_id)["participants"]] == [
        waiting.named["participant_id"],
        stranger.named["participant_id"],
    ]


async def _all_pages(product: Product, limit: int) -> list[str]:
    """Every page by its cursor, one after the other."""
    seen: list[str] = []
    following = ""
    while True:
        page = fine(await product.operator(f"/api/calls?limit={limit}" + (f"&after={following}" if following else "")))
        assert len(page["calls"]) <= limit
        seen += [call["call_id"] for call in page["calls"]]
        if page["next"] is None:
            return seen
        assert len(page["calls"]) == limit
        following = page["next"]


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8, 100])
async def test_pages_show_every_call_once_newest_first(product: Product, limit: int) -> None:
    """Also calls of one and the same millisecond."""
    made: list[str] = []
    for at_once in (3, 1, 2, 1):
        made = sorted([await product.new_call() for _ in range(at_once)], reverse=True) + made
        await product.new_call("operator-2")
        product.clock.forward(1)

    assert await _all_pages(product, limit) == made


async def test_a_call_made_while_somebody_turns_pages_moves_nothing(product: Product) -> None:
    older = [await product.new_call() for _ in range(4)]
    first = fine(await product.operator("/api/calls?limit=2"))
    product.clock.forward(1)
    await product.new_call()

    second = fine(await product.operator(f"/api/calls?limit=2&after={first['next']}"))

    assert {call["call_id"] for page in (first, second) for call in page["calls"]} == set(older)


async def test_a_page_has_twenty_calls_unless_told_otherwise(make_product: MakeProduct) -> None:
    product = make_product()
    for _ in range(21):
        await product.new_call()

    page = fine(await product.operator("/api/calls"))

    assert len(page["calls"]) == 20
    assert page["next"] is not None


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=-1",
        "limit=101",
        "limit=x",
        "limit=1.5",
        "limit=%EF%BC%91",
        "limit=1&limit=2",
        "limit=" + "9" * 400,
        "after=x",
        "after=" + "A" * 201,
        "after=%00",
        "after=MS5jYWxsXzA",
        "after=OTk5OTk5OTk5OTk5OTk5OTk5OS5jYWxsXzAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw",
        "after=%C5%BE",
        "x=1",
        "operator_id=22222222-2222-4222-8222-000000000002",
    ],
)
def test_a_query_of_another_form_is_refused(operator: Operator, query: str) -> None:
    refused(operator.get(f"/api/calls?{query}"), 400, "invalid_request")


async def test_a_cursor_shows_nobody_elses_calls(product: Product) -> None:
    for _ in range(3):
        await product.new_call()
    cursor = fine(await product.operator("/api/calls?limit=1"))["next"]

    assert fine(await product.operator(f"/api/calls?after={cursor}", persona="operator-2"))["calls"] == []
