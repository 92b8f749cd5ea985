"""POST /api/issue-pin."""

import re

from shared.check_digit import is_whole
from tests.functions.people import Customer, Operator
from tests.functions.product import fine, refused


def test_a_pin_is_shown_as_digits_and_in_groups(operator: Operator, call_id: str) -> None:
    issued = fine(operator.post("/api/issue-pin", {"call_id": call_id}), 201)

    assert set(issued) == {"call_id", "pin", "pin_display", "expires_at", "ttl_seconds"}
    assert re.fullmatch("[0-9]{10}", issued["pin"])
    assert is_whole(issued["pin"])
    assert issued["pin_display"] == f"{issued['pin'][:3]} {issued['pin'][3:6]} {issued['pin'][6:]}"
    assert issued["ttl_seconds"] == 300
    assert issued["call_id"] == call_id


def test_a_pin_is_seen_once_and_never_again(operator: Operator, call_id: str, customer: Customer) -> None:
    pin = operator.new_pin(call_id)
    place = customer.redeem(pin)

    for answer in (
        operator.get(f"/api/calls/{call_id}"),
        operator.get("/api/calls"),
        customer.get("/api/session"),
        operator.post("/api/admit", {**customer.named, "match_code": customer.match_code}),
    ):
        assert pin not in answer.text
    assert pin not in str(place)


def test_the_earlier_pin_dies_and_whoever_waits_by_it_is_turned_away(
    operator: Operator, call_id: str, waiting: Customer, stranger: Customer
) -> None:
    earlier = operator.new_pin(call_id)
    later = operator.new_pin(call_id)

    assert fine(waiting.get("/api/session"))["participant"]["state"] == "turned_away"
    refused(stranger.post("/api/redeem-pin", {"pin": earlier, "redemption_key": stranger.key}), 403, "pin_rejected")
    stranger.redeem(later)


def test_there_is_none_for_a_closed_call(operator: Operator, call_id: str) -> None:
    operator.end(call_id)

    refused(operator.post("/api/issue-pin", {"call_id": call_id}), 409, "call_closed")


def test_there_is_none_for_a_call_that_is_not_there(operator: Operator) -> None:
    refused(operator.post("/api/issue-pin", {"call_id": "call_" + "0" * 32}), 404, "call_not_found")


def test_pins_differ(operator: Operator, call_id: str) -> None:
    assert len({operator.new_pin(call_id) for _ in range(20)}) == 20
