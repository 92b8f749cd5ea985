"""POST /api/resume."""

import pytest

from tests.functions.people import Customer, Operator
from tests.functions.product import fine, fresh_key, refused
from tests.functions.test_redeem_pin import FIELDS


def test_a_reload_comes_back_to_the_same_place_without_a_pin(operator: Operator, waiting: Customer) -> None:
    body = {**waiting.named, "redemption_key": waiting.key}

    back = fine(waiting.post("/api/resume", body))
    assert set(back) == FIELDS
    assert (back["state"], back["match_code"]) == ("waiting", waiting.match_code)
    assert back["participant_id"] == waiting.named["participant_id"]
    operator.admit(waiting)
    back = fine(waiting.post("/api/resume", body))
    assert (back["state"], back["match_code"]) == ("admitted", None)
    waiting.bear(back["session_token"])
    fine(waiting.post("/api/issue-acs-token", {}))


@pytest.mark.parametrize("spoilt", ["redemption_key", "call_id", "participant_id"])
def test_anything_wrong_gets_the_one_refusal(admitted: Customer, stranger: Customer, spoilt: str) -> None:
    others = {"redemption_key": fresh_key(), "call_id": "call_" + "0" * 32, "participant_id": "part_" + "0" * 32}
    body = {**admitted.named, "redemption_key": admitted.key, spoilt: others[spoilt]}

    refused(stranger.post("/api/resume", body), 403, "pin_rejected")


def test_two_participants_cannot_take_each_others_place(
    operator: Operator, admitted: Customer, stranger: Customer
) -> None:
    stranger.redeem(operator.new_pin(admitted.named["call_id"]))

    refused(stranger.post("/api/resume", {**admitted.named, "redemption_key": stranger.key}), 403, "pin_rejected")
    refused(stranger.post("/api/resume", {**stranger.named, "redemption_key": admitted.key}), 403, "pin_rejected")


def test_whoever_left_or_whose_call_ended_cannot_come_back(
    operator: Operator, call_id: str, admitted: Customer, stranger: Customer
) -> None:
    stranger.redeem(operator.new_pin(call_id))
    fine(admitted.post("/api/end-call", {}))
    refused(admitted.post("/api/resume", {**admitted.named, "redemption_key": admitted.key}), 403, "pin_rejected")

    operator.end(call_id)
    refused(stranger.post("/api/resume", {**stranger.named, "redemption_key": stranger.key}), 403, "pin_rejected")
