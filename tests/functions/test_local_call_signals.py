"""POST and GET /api/local-call-signals."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.functions.people import Api, Customer, Operator
from tests.functions.product import fine, refused


def _send(api: Api, to: str, data: str, kind: str = "offer", **more: str) -> int:
    return int(fine(api.post("/api/local-call-signals", {"to": to, "kind": kind, "data": data, **more}), 201)["seq"])


def _mail(api: Api, query: str = "") -> list[dict[str, object]]:
    answer = fine(api.get(f"/api/local-call-signals?{query}"))
    assert answer["state"] == "open"
    signals: list[dict[str, object]] = answer["signals"]
    return signals


def test_mail_goes_both_ways_in_order(operator: Operator, call_id: str, admitted: Customer) -> None:
    part = admitted.named["participant_id"]
    first = _send(operator, part, "v=0 ž", call_id=call_id)
    second = _send(operator, part, "", kind="candidate", call_id=call_id)
    back = _send(admitted, "operator", "v=1", kind="answer")

    assert first < second < back
    assert _mail(admitted) == [
        {"seq": first, "from": "operator", "kind": "offer", "data": "v=0 ž"},
        {"seq": second, "from": "operator", "kind": "candidate", "data": ""},
    ]
    assert _mail(admitted, f"after={first}") == [{"seq": second, "from": "operator", "kind": "candidate", "data": ""}]
    assert _mail(operator, f"call_id={call_id}") == [{"seq": back, "from": part, "kind": "answer", "data": "v=1"}]
    assert _mail(operator, f"call_id={call_id}&after={back}") == []


@pytest.mark.parametrize("kind", ["offer", "answer", "candidate", "restart", "bye"])
def test_every_kind_arrives(operator: Operator, call_id: str, admitted: Customer, kind: str) -> None:
    _send(operator, admitted.named["participant_id"], "x" * 15_000, kind=kind, call_id=call_id)

    assert [(mail["kind"], len(str(mail["data"]))) for mail in _mail(admitted)] == [(kind, 15_000)]


def test_a_reader_is_held_until_mail_comes(operator: Operator, call_id: str, admitted: Customer) -> None:
    with ThreadPoolExecutor(1) as thread:
        reading = thread.submit(_mail, admitted, "wait=20")
        time.sleep(0.3)
        assert not reading.done()
        sent = time.monotonic()
        _send(operator, admitted.named["participant_id"], "x", call_id=call_id)
        assert len(reading.result()) == 1

    assert time.monotonic() - sent < 5


def test_a_reader_is_held_no_longer_than_they_asked_for(admitted: Customer) -> None:
    began = time.monotonic()

    assert _mail(admitted, "wait=0.4") == []

    assert 0.4 <= time.monotonic() - began < 5


def test_a_reader_hears_soon_that_the_call_ended(operator: Operator, call_id: str, admitted: Customer) -> None:
    with ThreadPoolExecutor(1) as thread:
        reading = thread.submit(admitted.get, "/api/local-call-signals?wait=20")
        time.sleep(0.2)
        ended = time.monotonic()
        operator.end(call_id)
        refused(reading.result(), 410, "call_closed")

    assert time.monotonic() - ended < 5


def test_everybody_reads_their_own_mail_alone(
    operator: Operator, call_id: str, admitted: Customer, stranger: Customer
) -> None:
    """Also the next customer of the same call."""
    _send(operator, admitted.named["participant_id"], "for the first", call_id=call_id)
    _send(admitted, "operator", "for the operator")
    fine(admitted.post("/api/end-call", {}))
    stranger.redeem(operator.new_pin(call_id))
    operator.admit(stranger)

    assert _mail(stranger) == []


def test_customers_cannot_write_to_each_other_or_to_themselves(
    operator: Operator, call_id: str, admitted: Customer, stranger: Customer
) -> None:
    stranger.redeem(operator.new_pin(call_id))
    body = {"kind": "offer", "data": "x"}

    for to in (stranger.named["participant_id"], admitted.named["participant_id"], "part_" + "0" * 32, "x"):
        refused(admitted.post("/api/local-call-signals", body | {"to": to}), 404, "participant_not_found")


def test_an_operator_cannot_write_to_themselves_or_to_those_outside(
    operator: Operator, call_id: str, waiting: Customer
) -> None:
    body = {"call_id": call_id, "kind": "offer", "data": "x"}

    refused(operator.post("/api/local-call-signals", body | {"to": "operator"}), 404, "participant_not_found")
    refused(
        operator.post("/api/local-call-signals", body | {"to": waiting.named["participant_id"]}),
        409,
        "participant_not_admitted",
    )


def test_only_those_who_are_in_the_call_may_write_and_read(
    operator: Operator, call_id: str, customer: Customer, stranger: Customer
) -> None:
    body = {"to": "operator", "kind": "offer", "data": "x"}

    def both(somebody: Api, status: int, code: str, query: str = "", **more: str) -> None:
        refused(somebody.post("/api/local-call-signals", body | more), status, code)
        refused(somebody.get(f"/api/local-call-signals{query}"), status, code)

    customer.redeem(operator.new_pin(call_id))
    both(customer, 409, "participant_not_admitted")
    fine(operator.post("/api/turn-away", customer.named))
    both(customer, 403, "turned_away")
    stranger.redeem(operator.new_pin(call_id))
    operator.admit(stranger)
    fine(stranger.post("/api/end-call", {}))
    both(stranger, 410, "left")
    operator.end(call_id)
    both(stranger, 410, "call_closed")
    both(operator, 410, "call_closed", f"?call_id={call_id}", call_id=call_id)


def test_mail_is_gone_with_its_call(operator: Operator, call_id: str, admitted: Customer) -> None:
    """Nobody can ask for it any more; that it is dropped from the store is the post office's contract."""
    _send(operator, admitted.named["participant_id"], "x", call_id=call_id)
    operator.end(call_id)

    refused(admitted.get("/api/local-call-signals"), 410, "call_closed")


@pytest.mark.parametrize(
    "query",
    ["after=-1", "after=x", "after=1.5", "wait=-1", "wait=21", "wait=nan", "wait=inf", "wait=x", "x=1", "wait=1,2"],
)
def test_a_query_of_another_form_is_refused(admitted: Customer, query: str) -> None:
    refused(admitted.get(f"/api/local-call-signals?{query}"), 400, "invalid_request")
