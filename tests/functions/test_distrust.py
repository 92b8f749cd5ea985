"""POST /api/end-call with the reason "distrust": the call ends, its evidence stays, and the alarm is raised once."""

import logging

import pytest

from shared.policies import UNDER_WAY_SECONDS
from shared.usecases.upkeep import upkeep
from tests.functions.product import Product, fine, fresh_key, refused
from tests.functions.test_crashes import faults
from tests.functions.watched_ports import Fault

_DAY = 86_400
_EVIDENCE_DAYS = 90


async def _distrust(product: Product, customer: dict[str, object]) -> None:
    token = str(customer["session_token"])
    answer = fine(await product.customer(token, "/api/end-call", {"reason": "distrust"}))
    assert answer == {"call_id": customer["call_id"], "state": "left"}


async def _upkeep_later(product: Product) -> None:
    """Once no request can be under way any more."""
    product.clock.forward(seconds=UNDER_WAY_SECONDS + 1)
    await upkeep(product.ports, product.clock())


@pytest.fixture
def alarms(caplog: pytest.LogCaptureFixture) -> "Alarms":
    return Alarms(caplog)


class Alarms:
    """The lines that the alert of Azure Monitor waits for."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        self._caplog = caplog

    @property
    def lines(self) -> list[str]:
        return [
            record.getMessage()
            for record in self._caplog.records
            if record.levelno >= logging.ERROR and "does not trust the call" in record.getMessage()
        ]


async def test_a_customer_who_distrusts_their_call_ends_it_for_everybody(product: Product, alarms: Alarms) -> None:
    call_id = await product.new_call()
    customer = await product.admitted(call_id)
    joined = fine(await product.customer(customer["session_token"], "/api/issue-acs-token", {}))
    product.forget_requests()

    await _distrust(product, customer)

    call = await product.call(call_id)
    assert (call["state"], call["end_reason"]) == ("ended", "distrusted")
    assert call["participants"][0]["state"] == "left"
    assert call["participants"][0]["distrusted_at"] == call["ended_at"]
    refused(await product.operator("/api/issue-pin", {"call_id": call_id}), 409, "call_closed")
    refused(await product.customer(customer["session_token"], "/api/issue-acs-token", {}), 410, "call_closed")
    assert f"delete_identity {joined['user_id']}" in product.calls.requests
    assert any(request.startswith("close_room") for request in product.calls.requests)
    assert alarms.lines == [f"a customer does not trust the call {call_id}"]


async def test_the_audit_says_who_distrusted_it_and_where_they_stood(product: Product) -> None:
    call_id = await product.new_call()
    customer = await product.admitted(call_id)
    await _distrust(product, customer)

    events = {
        str(event["type"]): event for event in await product.audit.behind.events_of((await product.kept(call_id))["id"])
    }

    assert events["call_distrusted"]["actor"] == {"kind": "customer", "id": customer["participant_id"]}
    assert events["call_distrusted"]["details"] == {"place": "in the call"}


async def test_said_again_because_the_answer_was_lost_it_changes_nothing(product: Product, alarms: Alarms) -> None:
    call_id = await product.new_call()
    customer = await product.admitted(call_id)
    await _distrust(product, customer)
    before = await product.call(call_id)

    await _distrust(product, customer)
    fine(await product.customer(customer["session_token"], "/api/end-call", {}))
    await _upkeep_later(product)
    await _upkeep_later(product)

    assert await product.call(call_id) == before
    assert len(alarms.lines) == 1
    assert (await product.audited(call_id)).count("call_distrusted") == 1


async def test_a_stranger_in_the_lobby_cannot_end_the_call_of_another(product: Product, alarms: Alarms) -> None:
    """Who guessed a PIN leaves with an alarm; the customer whose call it is gets in, with an alarm of their own."""
    call_id = await product.new_call()
    stranger = await product.waiting(call_id)
    await _distrust(product, stranger)
    call = await product.call(call_id)
    assert (call["state"], call["participants"][0]["state"]) == ("open", "left")
    assert len(alarms.lines) == 1

    customer = await product.admitted(call_id)
    await _distrust(product, customer)

    assert (await product.call(call_id))["end_reason"] == "distrusted"
    assert len(alarms.lines) == 2


async def test_an_operator_who_hung_up_quickly_is_told_of_all_the_same(product: Product, alarms: Alarms) -> None:
    call_id = await product.new_call()
    customer = await product.admitted(call_id)
    fine(await product.operator("/api/end-call", {"call_id": call_id}))

    for _ in range(2):
        await _distrust(product, customer)

    call = await product.call(call_id)
    assert (call["end_reason"], call["participants"][0]["distrusted_at"] is None) == ("operator", False)
    assert len(alarms.lines) == 1
    assert (await product.kept(call_id))["ttl"] == _EVIDENCE_DAYS * _DAY


async def test_who_only_waited_when_the_call_ended_raises_no_alarm(product: Product, alarms: Alarms) -> None:
    call_id = await product.new_call()
    customer = await product.waiting(call_id)
    fine(await product.operator("/api/end-call", {"call_id": call_id}))

    await _distrust(product, customer)

    assert alarms.lines == []


@pytest.mark.parametrize("fault", faults("patch", 2), ids=str)
async def test_a_crash_anywhere_loses_no_alarm(product: Product, alarms: Alarms, fault: Fault) -> None:
    """The customer's browser asks again; what was written and not yet told is told by the sweep."""
    call_id = await product.new_call()
    customer = await product.admitted(call_id)
    product.documents.watch.due(fault)
    await product.customer(customer["session_token"], "/api/end-call", {"reason": "distrust"})
    product.documents.watch.due(None)

    await _distrust(product, customer)
    await _upkeep_later(product)
    told = len(alarms.lines)
    await _upkeep_later(product)

    assert (await product.call(call_id))["end_reason"] == "distrusted"
    assert (await product.audited(call_id)).count("call_distrusted") == 1
    # Twice where the note that it was raised got lost; never not at all, and never again and again.
    assert told in ({2} if fault == Fault("patch", 2, "before") else {1})
    assert len(alarms.lines) == told


async def test_the_alarm_of_a_process_that_died_is_raised_by_the_sweep_though_the_call_service_is_away(
    product: Product, alarms: Alarms
) -> None:
    call_id = await product.new_call()
    customer = await product.admitted(call_id)
    product.documents.watch.due(Fault("patch", 1, "after"))
    await product.customer(customer["session_token"], "/api/end-call", {"reason": "distrust"})
    product.documents.watch.due(None)
    assert alarms.lines == []
    product.calls.away = True

    await _upkeep_later(product)

    assert len(alarms.lines) == 1


async def test_the_evidence_outlives_the_time_for_which_calls_are_kept(product: Product) -> None:
    trusted, distrusted = await product.new_call(), await product.new_call()
    await product.admitted(trusted)
    await _distrust(product, await product.admitted(distrusted))
    await _upkeep_later(product)
    product.clock.forward(seconds=31 * _DAY)
    assert await product.documents.behind.read(trusted) is None

    product.clock.forward(seconds=(_EVIDENCE_DAYS - 32) * _DAY)
    kept = await product.kept(distrusted)
    assert (kept["end_reason"], len(kept["participants"])) == ("distrusted", 1)

    product.clock.forward(seconds=2 * _DAY)
    assert await product.documents.behind.read(distrusted) is None


async def test_the_evidence_holds_no_pin_no_token_and_no_key(product: Product) -> None:
    call_id, key = await product.new_call(), fresh_key()
    pin = await product.new_pin(call_id)
    customer = fine(await product.redeem(pin, key))
    fine(await product.admit(customer))
    await _distrust(product, customer)

    kept = str(await product.kept(call_id)) + str(await product.audit.behind.events_of(customer["call_id"]))

    assert [secret for secret in (pin, key, customer["session_token"]) if secret in kept] == []


async def test_no_word_but_distrust_is_understood(product: Product) -> None:
    customer = await product.admitted(await product.new_call())

    for reason in ("Distrust", "", None, "fraud", 1):
        answer = await product.customer(customer["session_token"], "/api/end-call", {"reason": reason})
        refused(answer, 400, "invalid_request")

    assert (await product.call(customer["call_id"]))["state"] == "open"


async def test_an_operator_gives_no_reason(product: Product) -> None:
    call_id = await product.new_call()

    refused(await product.operator("/api/end-call", {"call_id": call_id, "reason": "distrust"}), 400, "invalid_request")


async def test_being_let_in_at_the_same_moment_hides_no_distrust(product: Product) -> None:
    """Admitted between the look at the call and the look at the lobby."""
    call_id = await product.new_call()
    customer = await product.waiting(call_id)
    looked = 0

    async def admit_before_the_second_look(request: str) -> None:
        nonlocal looked
        looked += request == "patch call"
        if looked == 2:
            product.documents.watch.before = None
            fine(await product.admit(customer))

    product.documents.watch.before = admit_before_the_second_look
    await _distrust(product, customer)

    assert (await product.call(call_id))["end_reason"] == "distrusted"
