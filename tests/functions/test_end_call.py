"""POST /api/end-call."""

from tests.functions.people import Customer, Operator
from tests.functions.product import fine, refused


def test_the_operator_ends_the_call_for_everybody(operator: Operator, call_id: str, admitted: Customer) -> None:
    ended = operator.end(call_id)

    assert set(ended) == {"call_id", "state", "ended_at"}
    assert (ended["call_id"], ended["state"]) == (call_id, "ended")
    call = operator.call(call_id)
    assert (call["state"], call["end_reason"], call["ended_at"]) == ("ended", "operator", ended["ended_at"])
    refused(admitted.post("/api/issue-acs-token", {}), 410, "call_closed")


def test_ending_it_again_is_the_same(operator: Operator, call_id: str) -> None:
    assert operator.end(call_id) == operator.end(call_id)


def test_a_customer_leaves_and_the_call_stays_open_for_another_pin(
    operator: Operator, call_id: str, admitted: Customer, stranger: Customer
) -> None:
    for _ in range(2):
        assert fine(admitted.post("/api/end-call", {})) == {"call_id": call_id, "state": "left"}

    call = operator.call(call_id)
    assert call["state"] == "open"
    assert call["participants"][0]["state"] == "left"
    assert call["participants"][0]["left_at"] is not None
    stranger.redeem(operator.new_pin(call_id))
    assert operator.admit(stranger)["state"] == "admitted"


def test_leaving_after_the_end_changes_nothing(operator: Operator, call_id: str, admitted: Customer) -> None:
    operator.end(call_id)
    before = operator.call(call_id)

    fine(admitted.post("/api/end-call", {}))

    assert operator.call(call_id) == before


def test_a_closed_call_changes_no_more(operator: Operator, call_id: str, waiting: Customer) -> None:
    operator.end(call_id)
    before = operator.call(call_id)
    named = {**waiting.named, "match_code": waiting.match_code}

    refused(operator.post("/api/issue-pin", {"call_id": call_id}), 409, "call_closed")
    refused(operator.post("/api/admit", named), 409, "call_closed")
    refused(operator.post("/api/turn-away", waiting.named), 409, "call_closed")
    refused(waiting.post("/api/consent", {"kind": "screen", "granted": True}), 410, "call_closed")

    assert operator.call(call_id) == before
