"""GET /api/session."""

import time
from concurrent.futures import ThreadPoolExecutor

from tests.functions.people import Customer, Operator
from tests.functions.product import fine

FIELDS = {
    "call_id",
    "state",
    "end_reason",
    "participant",
    "operator_name",
    "provider",
    "authenticated",
    "progress",
    "retry_after",
}


def test_whoever_waits_sees_where_they_stand(operator: Operator, call_id: str, waiting: Customer) -> None:
    session = fine(waiting.get("/api/session"))

    assert session == {
        "call_id": call_id,
        "state": "open",
        "end_reason": None,
        "participant": {"participant_id": waiting.named["participant_id"], "state": "waiting"},
        "operator_name": "Jana Nováková",
        "match_code": waiting.match_code,
        "provider": operator.call(call_id)["provider"],
        "authenticated": False,
        "progress": None,
        "retry_after": 1,
    }


def test_the_admitted_no_longer_see_a_match_code(admitted: Customer) -> None:
    assert set(fine(admitted.get("/api/session"))) == FIELDS


def test_nothing_new_is_304(operator: Operator, waiting: Customer) -> None:
    tag = waiting.get("/api/session").headers["etag"]
    assert waiting.get("/api/session", {"If-None-Match": tag}).status_code == 304
    operator.admit(waiting)

    changed = waiting.get("/api/session", {"If-None-Match": tag})

    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


def test_it_tells_the_end_rather_than_refusing(operator: Operator, call_id: str, admitted: Customer) -> None:
    operator.end(call_id)

    session = fine(admitted.get("/api/session"))

    assert (session["state"], session["end_reason"]) == ("ended", "operator")
    assert session["participant"]["state"] == "admitted"


def test_it_tells_those_who_left_or_were_turned_away(
    operator: Operator, call_id: str, admitted: Customer, stranger: Customer
) -> None:
    stranger.redeem(operator.new_pin(call_id))
    fine(operator.post("/api/turn-away", stranger.named))
    fine(admitted.post("/api/end-call", {}))

    assert fine(stranger.get("/api/session"))["participant"]["state"] == "turned_away"
    left = fine(admitted.get("/api/session"))
    assert (left["state"], left["participant"]["state"]) == ("open", "left")


def test_nothing_new_may_be_held_back_until_the_door_opens(operator: Operator, waiting: Customer) -> None:
    """`Prefer: wait=10` with the ETag: the answer comes when the customer is let in, not ten seconds later."""
    known = waiting.get("/api/session").headers["etag"]
    with ThreadPoolExecutor(1) as thread:
        held = thread.submit(waiting.get, "/api/session", {"If-None-Match": known, "Prefer": "wait=10"})
        time.sleep(0.3)
        assert not held.done()
        operator.admit(waiting)
        began = time.monotonic()
        session = fine(held.result())

    assert session["participant"]["state"] == "admitted"
    assert time.monotonic() - began < 0.9


def test_an_answer_is_held_no_longer_than_was_asked_for(waiting: Customer) -> None:
    known = waiting.get("/api/session").headers["etag"]
    began = time.monotonic()
    answer = waiting.get("/api/session", {"If-None-Match": known, "Prefer": "wait=1"})

    assert answer.status_code == 304
    assert 0.9 < time.monotonic() - began < 5
