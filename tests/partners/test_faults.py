"""Each neighbour failing in each way that clouds have: said by name, refused in time, nothing half done, and well
again without a restart.
"""

import time
from typing import Any

import httpx
import pytest

from shared import wiring
from shared.policies import UNDER_WAY_SECONDS
from tests.functions.conftest import MakeProduct
from tests.functions.product import Product, fine, fresh_key, principal, refused
from tests.partners.cloud import Cloud
from tests.partners.faults import EVERY_FAULT, Fault

ANSWERED_WITHIN_SECONDS = 5.0
_faults = pytest.mark.parametrize("fault", EVERY_FAULT, ids=str)


async def _in_time(answer: Any) -> httpx.Response:
    """The answer, which must come within five seconds whatever it is."""
    began = time.monotonic()
    came: httpx.Response = await answer
    assert time.monotonic() - began < ANSWERED_WITHIN_SECONDS
    return came


async def _put_off(answer: Any) -> None:
    """Refused for now: 503 that says when to come again."""
    came = await _in_time(answer)
    problem = refused(came, 503, "unavailable")
    assert int(came.headers["retry-after"]) == problem["retry_after"] >= 1


async def _readiness(product: Product) -> tuple[int, dict[str, str]]:
    """A fresh look at the neighbours: the last is remembered for ten seconds."""
    product.clock.forward(seconds=11)
    answer = await _in_time(product.ask("GET", "/api/health/ready", headers=principal("operator-1")))
    return answer.status_code, answer.json()["neighbours"]


WELL = {"store": "ok", "secrets": "ok", "calls": "ok"}


@pytest.mark.parametrize("neighbour", ["store", "calls", "secrets"])
@_faults
async def test_readiness_names_the_neighbour_and_is_well_again(
    product: Product, cloud: Cloud, neighbour: str, fault: Fault
) -> None:
    assert await _readiness(product) == (200, WELL)
    cloud.faults[neighbour].fail_with(fault)
    assert await _readiness(product) == (503, WELL | {neighbour: "away"})
    cloud.faults[neighbour].recover()

    assert await _readiness(product) == (200, WELL)


@_faults
async def test_readiness_names_a_vault_that_was_never_reached(product: Product, cloud: Cloud, fault: Fault) -> None:
    cloud.secrets_faults.fail_with(fault)
    assert await _readiness(product) == (503, WELL | {"secrets": "away"})
    cloud.secrets_faults.recover()

    # A reading that hangs is shared by all who ask until it is given up, at most a second later.
    looks = [await _readiness(product) for _ in range(2)]
    assert looks[-1] == (200, WELL)


@_faults
async def test_a_pin_typed_while_the_store_fails_lets_the_same_browser_in_afterwards(
    product: Product, cloud: Cloud, fault: Fault
) -> None:
    """One participant, no failure counted, and nobody else by that PIN."""
    call_id, key = await product.new_call(), fresh_key()
    pin = await product.new_pin(call_id)
    cloud.store_faults.fail_with(fault, method="PATCH")
    await _put_off(product.redeem(pin, key))
    cloud.store_faults.recover()

    place = fine(await product.redeem(pin, key))

    assert [who["participant_id"] for who in (await product.call(call_id))["participants"]] == [place["participant_id"]]
    assert (await product.kept(call_id))["failures"] == 0
    refused(await product.redeem(pin, fresh_key()), 403, "pin_rejected")


@_faults
async def test_a_call_asked_for_while_the_store_fails_is_one_call(product: Product, cloud: Cloud, fault: Fault) -> None:
    headers = principal("operator-1") | {"Idempotency-Key": "once"}
    cloud.store_faults.fail_with(fault, method="POST")
    first = await _in_time(product.ask("POST", "/api/create-call", {}, headers))
    # Where the work was done and its answer lost, reading tells so.
    assert first.status_code == (201 if fault.way == "broken_after" else 503)
    cloud.store_faults.recover()

    call_id = fine(await product.ask("POST", "/api/create-call", {}, headers), 201)["call_id"]

    assert [call["call_id"] for call in fine(await product.operator("/api/calls"))["calls"]] == [call_id]


@_faults
async def test_a_call_is_not_made_while_the_call_service_fails(product: Product, cloud: Cloud, fault: Fault) -> None:
    """Neither a call without a room, nor a room that its operator would find empty."""
    cloud.calls_faults.fail_with(fault)
    await _put_off(product.operator("/api/create-call", {}))
    cloud.calls_faults.recover()

    assert fine(await product.operator("/api/calls"))["calls"] == []
    fine(await product.operator("/api/create-call", {}), 201)


@pytest.mark.parametrize("path", ["/identities", "/participants"])
@_faults
async def test_a_customer_who_joins_while_the_call_service_fails_joins_afterwards(
    product: Product, cloud: Cloud, fault: Fault, path: str
) -> None:
    call_id = await product.new_call()
    token = (await product.admitted(call_id))["session_token"]
    cloud.calls_faults.fail_with(fault, path=path)
    await _put_off(product.customer(token, "/api/issue-acs-token", {}))
    cloud.calls_faults.recover()

    grant = fine(await product.customer(token, "/api/issue-acs-token", {}))

    kept = await product.kept(call_id)
    assert [who["user_id"] for who in kept["participants"].values()] == [grant["user_id"]]
    assert cloud.acs.rooms.standing[kept["room_id"]].roster[grant["user_id"]] == "Collaborator"


@_faults
async def test_an_ending_is_an_ending_while_the_call_service_fails(
    product: Product, cloud: Cloud, fault: Fault
) -> None:
    """The API lets nobody in from that moment; the service follows when it is well."""
    call_id = await product.new_call()
    token = (await product.admitted(call_id))["session_token"]
    acs_token = fine(await product.customer(token, "/api/issue-acs-token", {}))["token"]
    room_id = (await product.kept(call_id))["room_id"]
    cloud.calls_faults.fail_with(fault)

    ended = await _in_time(product.operator("/api/end-call", {"call_id": call_id}))
    assert fine(ended)["state"] == "ended"
    refused(await product.customer(token, "/api/issue-acs-token", {}), 410, "call_closed")
    cloud.calls_faults.recover()
    await product.wired.upkeep()

    assert room_id not in cloud.acs.rooms.standing
    assert not cloud.acs.is_alive(acs_token)


@_faults
async def test_a_vault_that_fails_stops_nobody_once_its_keys_are_known(
    make_product: MakeProduct, cloud: Cloud, fault: Fault
) -> None:
    product = make_product()
    pin = await product.new_pin(await product.new_call())
    assert await _readiness(product) == (200, WELL)
    cloud.secrets_faults.fail_with(fault)
    product.clock.forward(seconds=200)

    place = fine(await _in_time(product.redeem(pin)))

    fine(await _in_time(product.customer(place["session_token"], "/api/session")))


async def test_an_upkeep_that_a_neighbour_holds_up_ends_in_time(
    product: Product, cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The platform would end the worker with it, and everybody's requests."""
    for _ in range(3):
        fine(await product.operator("/api/end-call", {"call_id": await product.new_call()}))
    monkeypatch.setattr(wiring, "UPKEEP_SECONDS", 0.5)
    cloud.calls_faults.fail_with(Fault("hang"))
    began = time.monotonic()

    await product.wired.upkeep()

    assert time.monotonic() - began < 2
    cloud.calls_faults.recover()
    product.clock.forward(seconds=UNDER_WAY_SECONDS + 1)
    await product.wired.upkeep()
    assert [call["unsettled"] for call in await product.documents.behind.to_settle(product.clock(), 10)] == []
