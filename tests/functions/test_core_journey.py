"""From the first click to the end, once on this Python and once where Microsoft's own runtime calls the functions."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.e2e.hosts import ROOT, running_host
from tests.functions.contract_document import ContractDocument
from tests.functions.people import Customer, Operator
from tests.functions.product import FRONT_DOOR_ID, fine, refused, wrong_secret

_PYTHON313 = os.environ.get("PYTHON313") or str(ROOT / ".venv313" / "bin" / "python")
RUNTIMES = {"this-python": sys.executable}
if sys.version_info < (3, 13) and Path(_PYTHON313).exists():
    RUNTIMES["microsofts-runtime"] = _PYTHON313


@pytest.fixture(scope="module", params=RUNTIMES)
def any_origin(request: pytest.FixtureRequest) -> Iterator[str]:
    """A host on each runtime at hand."""
    settings = {"FRONT_DOOR_ID": FRONT_DOOR_ID, "REFUSAL_FLOOR_MS": "0", "LOG_LEVEL": "WARNING"}
    with running_host(RUNTIMES[request.param], **settings) as started:
        yield started


@pytest.fixture
def people(any_origin: str) -> Iterator[tuple[Operator, Customer]]:
    document = ContractDocument(httpx.get(f"{any_origin}/api/openapi.json").raise_for_status().json())
    with Operator(any_origin, document) as operator, Customer(any_origin, document) as customer:
        yield operator, customer


def test_two_people_meet(people: tuple[Operator, Customer]) -> None:
    operator, customer = people
    call_id = operator.new_call(subject="Úvěr")
    pin = operator.new_pin(call_id)
    refused(
        customer.post("/api/redeem-pin", {"pin": wrong_secret(pin), "redemption_key": customer.key}),
        403,
        "pin_rejected",
    )
    place = customer.redeem(pin, display_name="Zoë")
    assert customer.redeem(pin)["participant_id"] == place["participant_id"]
    assert fine(customer.get("/api/session"))["match_code"] == customer.match_code
    fine(customer.post("/api/issue-acs-token", {}), 202)
    fine(customer.post("/api/consent", {"kind": "screen", "granted": True}))
    wrong = f"{(int(customer.match_code) + 1) % 100:02d}"
    problem = refused(operator.post("/api/admit", {**customer.named, "match_code": wrong}), 403, "match_code_wrong")
    assert problem["attempts_left"] == 1
    assert operator.admit(customer)["display_name"] == "Zoë"

    mine = fine(customer.post("/api/issue-acs-token", {}))
    theirs = fine(operator.post("/api/issue-acs-token", {"call_id": call_id}))
    assert mine["join"] == theirs["join"]

    back = fine(customer.post("/api/resume", {**customer.named, "redemption_key": customer.key}))
    assert back["state"] == "admitted"
    tag = operator.get(f"/api/calls/{call_id}").headers["etag"]
    assert operator.get(f"/api/calls/{call_id}", {"If-None-Match": tag}).status_code == 304
    assert operator.end(call_id)["state"] == "ended"
    assert fine(customer.get("/api/session"))["state"] == "ended"
    refused(customer.post("/api/issue-acs-token", {}), 410, "call_closed")
    refused(operator.post("/api/issue-pin", {"call_id": call_id}), 409, "call_closed")


def test_mail_goes_between_the_two_of_a_local_call(people: tuple[Operator, Customer]) -> None:
    operator, customer = people
    call_id = operator.new_call()
    place = customer.redeem(operator.new_pin(call_id))
    operator.admit(customer)
    signal = {"call_id": call_id, "to": place["participant_id"], "kind": "offer", "data": "v=0"}

    sent = fine(operator.post("/api/local-call-signals", signal), 201)["seq"]

    assert fine(customer.get("/api/local-call-signals?wait=5"))["signals"] == [
        {"seq": sent, "from": "operator", "kind": "offer", "data": "v=0"}
    ]


def test_the_rest_answers_too(people: tuple[Operator, Customer]) -> None:
    """Every other function, and what the runtime does with headers, bodies and text that is not ASCII."""
    operator, customer = people

    assert fine(operator.get("/api/me"))["name"] == "Jana Nováková"
    assert fine(operator.get("/api/calls?limit=1"))["calls"] is not None
    fine(customer.get("/api/widget-config"))
    fine(customer.get("/api/jwks"))
    fine(customer.get("/api/health"))
    fine(customer.get("/api/health/ready"))
    refused(
        operator.send("POST", "/api/create-call", b"\xff", {"Content-Type": "application/json"}), 400, "invalid_request"
    )
    refused(operator.send("POST", "/api/create-call", b"{}"), 415, "content_type")
    refused(operator.post("/api/create-call", {"ž": 1}), 400, "invalid_request")
    assert operator.http.get("/api/nothing").status_code == 404
