"""POST /api/consent."""

import pytest

from tests.functions.people import Customer, Operator
from tests.functions.product import fine, refused


@pytest.mark.parametrize("kind", ["screen", "microphone", "camera", "pointer"])
def test_the_operator_sees_what_the_customer_agrees_to(
    operator: Operator, call_id: str, waiting: Customer, kind: str
) -> None:
    """Already in the lobby; and may take it back."""
    others = {"screen": False, "microphone": False, "camera": False, "pointer": False}

    noted = fine(waiting.post("/api/consent", {"kind": kind, "granted": True, "text_version": "2026-11.cs_1"}))
    assert set(noted) == {"kind", "granted", "at"}
    assert (noted["kind"], noted["granted"]) == (kind, True)
    assert operator.call(call_id)["participants"][0]["consents"] == others | {kind: True}
    fine(waiting.post("/api/consent", {"kind": kind, "granted": False}))
    assert operator.call(call_id)["participants"][0]["consents"] == others


def test_whoever_is_gone_agrees_to_nothing(
    operator: Operator, call_id: str, admitted: Customer, stranger: Customer
) -> None:
    wanted = {"kind": "screen", "granted": True}
    stranger.redeem(operator.new_pin(call_id))
    fine(operator.post("/api/turn-away", stranger.named))
    refused(stranger.post("/api/consent", wanted), 403, "turned_away")
    fine(admitted.post("/api/end-call", {}))
    refused(admitted.post("/api/consent", wanted), 410, "left")
    operator.end(call_id)
    refused(admitted.post("/api/consent", wanted), 410, "call_closed")

    assert not [who for who in operator.call(call_id)["participants"] if who["consents"]["screen"]]
