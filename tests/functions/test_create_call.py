"""POST /api/create-call."""

import re
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.functions.contract_document import ContractDocument
from tests.functions.people import Operator
from tests.functions.product import fine, fresh_key, refused


def _make(operator: Operator, key: str, **fields: str) -> httpx.Response:
    return operator.post("/api/create-call", fields, {"Idempotency-Key": key})


def test_a_call_is_made(operator: Operator) -> None:
    made = fine(operator.post("/api/create-call", {}), 201)

    assert set(made) == {"call_id", "state", "created_at", "expires_at", "provider", "operator_name"}
    assert re.fullmatch("call_[0-9a-f]{32}", made["call_id"])
    assert made["state"] == "open"
    assert made["provider"] == "local"
    assert made["operator_name"] == "Jana Nováková"


def test_what_was_asked_for_is_in_the_call(operator: Operator) -> None:
    call = operator.call(operator.new_call(subject="Loan 12, paní Šťastná", widget="default"))

    assert call["subject"] == "Loan 12, paní Šťastná"
    assert call["widget"] == "default"
    assert call["scenario"] is None


def test_a_subject_has_at_most_a_hundred_and_twenty_characters(operator: Operator) -> None:
    assert operator.call(operator.new_call(subject="ž" * 120))["subject"] == "ž" * 120
    refused(operator.post("/api/create-call", {"subject": "ž" * 121}), 400, "invalid_request")


def test_unknown_widgets_and_scenarios_are_not_found(operator: Operator) -> None:
    refused(operator.post("/api/create-call", {"widget": "nowhere"}), 404, "widget_not_found")
    refused(operator.post("/api/create-call", {"scenario": "mortgage"}), 404, "scenario_not_found")


def test_the_same_key_and_body_get_the_same_answer(operator: Operator) -> None:
    key = fresh_key()
    first = fine(_make(operator, key, subject="Loan"), 201)

    assert fine(_make(operator, key, subject="Loan"), 201) == first


def test_the_same_answer_also_after_the_call_has_ended(operator: Operator) -> None:
    key = fresh_key()
    first = fine(_make(operator, key), 201)
    operator.end(first["call_id"])

    assert fine(_make(operator, key), 201) == first


def test_the_same_key_with_another_body_is_refused(operator: Operator) -> None:
    key = fresh_key()
    fine(_make(operator, key, subject="Loan"), 201)

    refused(_make(operator, key, subject="Card"), 409, "idempotency_key_reused")
    refused(_make(operator, key), 409, "idempotency_key_reused")


def test_leaving_a_field_out_is_the_same_as_saying_what_stands_by_itself(operator: Operator) -> None:
    key = fresh_key()

    assert fine(_make(operator, key), 201) == fine(_make(operator, key, widget="default"), 201)


def test_another_operators_key_is_another_key(operator: Operator, origin: str, document: ContractDocument) -> None:
    key = fresh_key()
    with Operator(origin, document, "operator-2") as other:
        assert fine(_make(operator, key), 201)["call_id"] != fine(_make(other, key), 201)["call_id"]


def test_twelve_requests_at_once_by_one_key_make_one_call(operator: Operator) -> None:
    key = fresh_key()
    with ThreadPoolExecutor(12) as threads:
        answers = list(threads.map(lambda _: _make(operator, key), range(12)))

    assert len({fine(answer, 201)["call_id"] for answer in answers}) == 1


@pytest.mark.parametrize("key", ["a b", "x" * 65, "a,b", "a.b", "a/b", "+"])
def test_a_key_of_another_form_is_refused(operator: Operator, key: str) -> None:
    problem = refused(_make(operator, key), 400, "invalid_request")

    assert problem["errors"][0]["field"] == "Idempotency-Key"


def test_a_key_may_have_sixty_four_characters(operator: Operator) -> None:
    fine(_make(operator, fresh_key() + "_" * 32), 201)
