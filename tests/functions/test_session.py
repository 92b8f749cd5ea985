"""GET /api/session."""

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


def test_whoever_waits_sees_where_they_stand(call_id: str, waiting: Customer) -> None:
    session = fine(waiting.get("/api/session"))

    assert session == {
        "call_id": call_id,
        "state": "open",
        "end_reason": None,
        "participant": {"participant_id": waiting.named["participant_id"], "state": "waiting"},
        "operator_name": "Jana Nováková",
        "match_code": waiting.match_code,
        "provider": "local",
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
