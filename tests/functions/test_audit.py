"""The audit is complete: what happened stands in it once, whatever fails on the way."""

import pytest

from shared.errors import Unavailable
from shared.ids import CallId
from shared.ledger import sweep_outboxes
from tests.functions.product import Product, fine, fresh_key, refused, wrong_secret
from tests.functions.test_crashes import faults
from tests.functions.watched_ports import Fault

A_JOURNEY = [
    "call_created",
    "pin_issued",
    "pin_attempted",
    "pin_attempted",
    "pin_redeemed",
    "match_code_tried",
    "participant_admitted",
    "consent_given",
    "identity_issued",
    "consent_withdrawn",
    "participant_left",
    "call_ended",
]


async def _journey(product: Product) -> str:
    """From the first click to the end, a second between any two steps."""
    call_id = await product.new_call()
    product.clock.forward(1)
    pin = await product.new_pin(call_id)
    product.clock.forward(1)
    refused(await product.redeem(wrong_secret(pin)), 403, "pin_rejected")
    product.clock.forward(1)
    customer = fine(await product.redeem(pin))
    product.clock.forward(1)
    fine(await product.admit(customer))
    token = customer["session_token"]
    product.clock.forward(1)
    fine(await product.customer(token, "/api/consent", {"kind": "screen", "granted": True, "text_version": "3"}))
    product.clock.forward(1)
    fine(await product.customer(token, "/api/issue-acs-token", {}))
    product.clock.forward(1)
    fine(await product.customer(token, "/api/consent", {"kind": "screen", "granted": False}))
    product.clock.forward(1)
    fine(await product.customer(token, "/api/end-call", {}))
    product.clock.forward(1)
    fine(await product.operator("/api/end-call", {"call_id": call_id}))
    return call_id


async def test_every_step_of_a_journey_stands_in_the_audit(product: Product) -> None:
    call_id = await _journey(product)
    await product.wired.upkeep()

    assert sorted(await product.audited(call_id)) == sorted(A_JOURNEY)
    assert (await product.kept(call_id))["outbox"] == []


async def test_audit_rows_tell_who_did_it_by_id_and_never_by_name(product: Product) -> None:
    call_id = await _journey(product)
    await product.wired.upkeep()
    events = {str(event["type"]): event for event in await product.audit.behind.events_of(CallId(call_id))}

    assert events["call_created"]["actor"] == {"kind": "operator", "id": "22222222-2222-4222-8222-000000000001"}
    assert events["pin_attempted"]["actor"] == {"kind": "stranger", "id": None}
    assert events["consent_given"]["details"] == {"kind": "screen", "text_version": "3"}
    assert "Jana" not in str(events)


async def test_an_audit_log_that_is_away_delays_rows_and_refuses_nobody(product: Product) -> None:
    product.audit.watch.away = True
    call_id = await _journey(product)
    assert await product.audited(call_id) == []
    product.audit.watch.away = False

    await sweep_outboxes(product.ports)

    assert sorted(await product.audited(call_id)) == sorted(A_JOURNEY)
    assert (await product.kept(call_id))["outbox"] == []


@pytest.mark.parametrize(
    "fault",
    [
        *(fault for fault in faults("append", 12) if fault.nth in {1, 6, 12}),
        *faults("patch", 1),
        Fault("query", 1, "before"),
    ],
    ids=str,
)
async def test_a_sweep_that_dies_anywhere_loses_and_doubles_nothing(product: Product, fault: Fault) -> None:
    """It is done again a minute later."""
    product.audit.watch.away = True
    call_id = await _journey(product)
    product.audit.watch.away = False
    (product.audit.watch if fault.verb == "append" else product.documents.watch).due(fault)

    with pytest.raises(Unavailable):
        await sweep_outboxes(product.ports)
    await sweep_outboxes(product.ports)
    await sweep_outboxes(product.ports)

    assert sorted(await product.audited(call_id)) == sorted(A_JOURNEY)
    assert (await product.kept(call_id))["outbox"] == []


async def test_what_happens_during_a_sweep_waits_for_the_next(product: Product) -> None:
    """An event noted between the reading of an outbox and its emptying is not emptied away."""
    call_id = await product.new_call()
    product.audit.watch.away = True
    await product.new_pin(call_id)
    product.audit.watch.away = False

    async def issue_another(_: str) -> None:
        product.audit.watch.before = None
        product.audit.watch.away = True
        await product.new_pin(call_id)
        product.audit.watch.away = False

    product.audit.watch.before = issue_another

    assert await sweep_outboxes(product.ports) == 0
    assert await sweep_outboxes(product.ports) == 3

    assert await product.audited(call_id) == ["call_created", "pin_issued", "pin_issued"]


async def test_the_minutely_upkeep_sweeps_every_call_there_is(product: Product) -> None:
    """However many calls a minute brings."""
    ids = [await product.new_call() for _ in range(130)]

    await product.wired.upkeep()

    assert [call_id for call_id in ids if (await product.kept(call_id))["outbox"]] == []


async def test_whoever_comes_back_by_their_key_is_named_in_the_audit(product: Product) -> None:
    call_id = await product.new_call()
    pin, key = await product.new_pin(call_id), fresh_key()
    fine(await product.redeem(pin, key))
    fine(await product.redeem(pin, key))
    await product.wired.upkeep()

    assert (await product.audited(call_id)).count("participant_returned") == 1


async def test_consent_said_again_and_again_does_not_swell_the_call(product: Product) -> None:
    """The same again writes nothing; more changes than the sweep has taken are put off, and the call goes on."""
    call_id = await product.new_call()
    customer = await product.waiting(call_id)

    async def consent(*, granted: bool) -> int:
        wanted = {"kind": "camera", "granted": granted}
        return (await product.customer(customer["session_token"], "/api/consent", wanted)).status_code

    assert {await consent(granted=False) for _ in range(3)} == {200}
    assert "consent_withdrawn" not in str((await product.kept(call_id))["outbox"])
    statuses = [await consent(granted=step % 2 == 0) for step in range(220)]
    assert set(statuses) == {200, 503}
    assert len((await product.kept(call_id))["outbox"]) == 200
    fine(await product.admit(customer))

    await product.wired.upkeep()
    assert {await consent(granted=True), await consent(granted=False)} == {200}
