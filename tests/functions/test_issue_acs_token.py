"""POST /api/issue-acs-token."""

from tests.functions.people import Customer, Operator
from tests.functions.product import fine, refused

FIELDS = {"provider", "user_id", "token", "expires_on", "join", "participants"}


def test_the_operator_may_join_their_call(operator: Operator, call_id: str) -> None:
    grant = fine(operator.post("/api/issue-acs-token", {"call_id": call_id}))

    assert set(grant) == FIELDS
    assert grant["provider"] == "local"
    assert grant["join"] == {"kind": "local", "id": call_id}
    assert grant["participants"] == [{"user_id": grant["user_id"], "role": "operator", "name": "Jana Nováková"}]


def test_whoever_waits_is_told_to_wait(waiting: Customer) -> None:
    answer = waiting.post("/api/issue-acs-token", {})

    assert fine(answer, 202) == {"state": "waiting", "retry_after": 1}
    assert answer.headers["retry-after"] == "1"


def test_the_admitted_may_join_and_both_know_each_other_by_name(
    operator: Operator, call_id: str, customer: Customer
) -> None:
    customer.redeem(operator.new_pin(call_id), display_name="Eva")
    operator.admit(customer)

    mine = fine(customer.post("/api/issue-acs-token", {}))
    theirs = fine(operator.post("/api/issue-acs-token", {"call_id": call_id}))

    assert set(mine) >= FIELDS
    assert mine["participants"] == theirs["participants"]
    assert {(peer["role"], peer["name"]) for peer in mine["participants"]} == {
        ("operator", "Jana Nováková"),
        ("customer", "Eva"),
    }
    assert {peer["user_id"] for peer in mine["participants"]} == {mine["user_id"], theirs["user_id"]}


def test_called_again_it_refreshes_for_the_same_identity(admitted: Customer) -> None:
    first, second = (fine(admitted.post("/api/issue-acs-token", {})) for _ in range(2))

    assert first["user_id"] == second["user_id"]
    assert first["token"] != second["token"]


def test_the_next_customer_of_a_call_gets_an_identity_of_their_own(
    operator: Operator, call_id: str, admitted: Customer, stranger: Customer
) -> None:
    first = fine(admitted.post("/api/issue-acs-token", {}))
    fine(admitted.post("/api/end-call", {}))
    stranger.redeem(operator.new_pin(call_id))
    operator.admit(stranger)

    second = fine(stranger.post("/api/issue-acs-token", {}))

    assert second["user_id"] != first["user_id"]
    assert first["user_id"] not in str(second["participants"])


def test_whoever_has_no_place_in_the_call_gets_none(
    operator: Operator, call_id: str, admitted: Customer, stranger: Customer
) -> None:
    stranger.redeem(operator.new_pin(call_id))
    fine(operator.post("/api/turn-away", stranger.named))
    refused(stranger.post("/api/issue-acs-token", {}), 403, "turned_away")

    fine(admitted.post("/api/end-call", {}))
    refused(admitted.post("/api/issue-acs-token", {}), 410, "left")

    operator.end(call_id)
    refused(admitted.post("/api/issue-acs-token", {}), 410, "call_closed")
    refused(operator.post("/api/issue-acs-token", {"call_id": call_id}), 410, "call_closed")
