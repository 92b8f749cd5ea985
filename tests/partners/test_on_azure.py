"""What the bank's services see of a call: identities, rooms, tokens, requests; and what they and the log never see."""

import asyncio
import json
import logging
import subprocess
import sys
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

import httpx
import pytest

from shared.instants import Instant, after_seconds
from shared.usecases.stray_rooms import STRAY_AFTER_SECONDS, sweep_stray_rooms
from tests.contract.heartbeat import BLOCKED_SECONDS, pulse
from tests.e2e.hosts import ROOT
from tests.functions.product import Product, fine, fresh_key
from tests.functions.watched_ports import Fault
from tests.partners.cloud import Cloud
from tests.partners.faults import Fault as BadDay


async def _grants(product: Product, call_id: str) -> tuple[dict[str, object], dict[str, object], str]:
    """The operator's, the customer's, and the customer's session token."""
    token = str((await product.admitted(call_id))["session_token"])
    theirs = fine(await product.operator("/api/issue-acs-token", {"call_id": call_id}))
    return theirs, fine(await product.customer(token, "/api/issue-acs-token", {})), token


async def test_a_grant_leads_into_the_calls_room(product: Product, cloud: Cloud) -> None:
    call_id = await product.new_call()
    operators, customers, _ = await _grants(product, call_id)
    room_id = (await product.kept(call_id))["room_id"]

    for grant in (operators, customers):
        assert grant["provider"] == "acs"
        assert grant["join"] == {"kind": "room", "id": room_id}
        assert grant["endpoint"] == cloud.origins["calls"]
    assert [peer["user_id"] for peer in customers["participants"]] == [operators["user_id"], customers["user_id"]]


async def test_in_the_room_each_may_do_what_their_part_is_and_only_while_the_call_lasts(
    product: Product, cloud: Cloud
) -> None:
    product.clock.now = cloud.acs.clock()
    call_id = await product.new_call()
    operators, customers, _ = await _grants(product, call_id)
    room_id = (await product.kept(call_id))["room_id"]
    end = (await product.kept(call_id))["expires_at"]

    assert cloud.acs.powers(str(operators["token"]), room_id) == {"speak", "share_screen", "remove_others"}
    assert cloud.acs.powers(str(customers["token"]), room_id) == {"speak", "share_screen"}
    fresh = fine(await product.operator("/api/issue-acs-token", {"call_id": call_id}))["token"]
    assert cloud.acs.powers(fresh, room_id, Instant(end + 1)) is None, "the room's window is the call's"


async def test_nobody_but_the_two_may_enter(product: Product, cloud: Cloud) -> None:
    """Not whoever waits, not another call's people with tokens of the same resource."""
    product.clock.now = cloud.acs.clock()
    call_id, other = await product.new_call(), await product.new_call()
    operators, customers, _ = await _grants(product, call_id)
    strangers = await _grants(product, other)
    await product.waiting(call_id)
    room_id = (await product.kept(call_id))["room_id"]

    assert cloud.acs.who_may_enter(room_id) == {operators["token"], customers["token"]}
    assert all(cloud.acs.powers(str(grant["token"]), room_id) is None for grant in strangers[:2])


async def test_after_the_end_nobody_gets_in_and_nothing_is_left(product: Product, cloud: Cloud) -> None:
    product.clock.now = cloud.acs.clock()
    call_id = await product.new_call()
    operators, customers, _ = await _grants(product, call_id)
    room_id = (await product.kept(call_id))["room_id"]

    fine(await product.operator("/api/end-call", {"call_id": call_id}))

    assert cloud.acs.who_may_enter(room_id) == frozenset()
    assert room_id not in cloud.acs.rooms.standing
    assert not cloud.acs.is_alive(str(operators["token"]))
    assert not cloud.acs.is_alive(str(customers["token"]))


async def test_whoever_left_does_not_come_back_by_their_old_token(product: Product, cloud: Cloud) -> None:
    """Though the token has most of its hour left, and the call goes on with somebody else."""
    product.clock.now = cloud.acs.clock()
    call_id = await product.new_call()
    _, gone, token = await _grants(product, call_id)
    room_id = (await product.kept(call_id))["room_id"]

    fine(await product.customer(token, "/api/end-call", {}))
    _, here, _ = await _grants(product, call_id)

    assert cloud.acs.powers(str(gone["token"]), room_id) is None
    assert cloud.acs.powers(str(here["token"]), room_id) == {"speak", "share_screen"}


async def test_who_takes_back_their_consent_can_share_no_more(product: Product, cloud: Cloud) -> None:
    product.clock.now = cloud.acs.clock()
    call_id = await product.new_call()
    _, grant, token = await _grants(product, call_id)
    room_id = (await product.kept(call_id))["room_id"]

    for granted, powers in ((True, {"speak", "share_screen"}), (False, {"speak"}), (True, {"speak", "share_screen"})):
        fine(await product.customer(token, "/api/consent", {"kind": "screen", "granted": granted}))
        assert cloud.acs.powers(str(grant["token"]), room_id) == powers


async def test_a_room_whose_call_was_never_written_is_found_and_ended(product: Product, cloud: Cloud) -> None:
    """The process died between the room and the document; a call that lives is left alone."""
    living = (await product.kept(await product.new_call()))["room_id"]
    # Other tests' rooms stand there too: of other products, whose calls are in other databases.
    before = set(cloud.acs.rooms.standing)
    product.documents.watch.due(Fault("create", 1, "before"))
    await product.operator("/api/create-call", {})
    product.documents.watch.due(None)
    (stray,) = set(cloud.acs.rooms.standing) - before
    user_ids = list(cloud.acs.rooms.standing[stray].roster)
    over = after_seconds(product.clock(), 3600 + STRAY_AFTER_SECONDS)
    await sweep_stray_rooms(product.ports, over)
    assert stray in cloud.acs.rooms.standing, "its time, and a while after it, is left to whoever it belongs to"

    await sweep_stray_rooms(product.ports, after_seconds(over, 1))

    assert stray not in cloud.acs.rooms.standing
    assert living in cloud.acs.rooms.standing
    assert user_ids


async def test_every_step_costs_on_the_wire_what_the_journey_allows(product: Product, cloud: Cloud) -> None:
    """Requests to the store for documents, the audit rows beside them, and requests to the call service."""
    costs: dict[str, tuple[str, int, str]] = {}
    consistency: set[str] = set()

    async def step(name: str, answer: Awaitable[httpx.Response], status: int = 200) -> dict[str, Any]:
        cloud.relay.passed.clear()
        cloud.acs.asked.clear()
        body = fine(await answer, status)
        sent = [(each.method, each.target) for each in cloud.relay.passed if "/docs" in each.target]
        documents = [method for method, target in sent if "/colls/assist/" in target]
        asked = [f"{each.method} {each.path.strip('/').split('/')[-1].partition(':')[0]}" for each in cloud.acs.asked]
        costs[name] = (" ".join(documents), len(sent) - len(documents), ", ".join(sorted(asked)))
        reads = [each for each in cloud.relay.passed if each.method == "GET" and "/docs/" in each.target]
        consistency.update(each.headers["x-ms-consistency-level"] for each in reads)
        return body

    await product.waiting(await product.new_call())
    call_id = (await step("create-call", product.operator("/api/create-call", {}), 201))["call_id"]
    pin = (await step("issue-pin", product.operator("/api/issue-pin", {"call_id": call_id}), 201))["pin"]
    customer = await step("redeem-pin", product.redeem(pin))
    token = customer["session_token"]
    await step("session", product.customer(token, "/api/session"))
    await step("admit", product.admit(customer))
    await step("issue-acs-token", product.customer(token, "/api/issue-acs-token", {}))
    await step("again", product.customer(token, "/api/issue-acs-token", {}))
    await step("operator's", product.operator("/api/issue-acs-token", {"call_id": call_id}))
    await step("jwks", product.ask("GET", "/api/jwks"))
    await step("end-call", product.operator("/api/end-call", {"call_id": call_id}))

    assert consistency == {"Strong"}, "an account that is weaker refuses, and does not tell one worker old news"
    ended = costs.pop("end-call")
    assert ended[:2] == ("PATCH", 1)
    assert costs == {
        "create-call": ("POST", 1, "POST identities, POST rooms"),
        "issue-pin": ("PATCH POST", 1, ""),
        "redeem-pin": ("GET GET PATCH PATCH", 1, ""),
        "session": ("GET", 0, ""),
        "admit": ("PATCH PATCH", 2, ""),
        "issue-acs-token": ("GET PATCH", 1, "PATCH participants, POST identities"),
        "again": ("GET", 0, "PATCH participants, POST "),
        "operator's": ("GET", 0, "POST "),
        "jwks": ("", 0, ""),
    }


async def test_the_first_requests_which_load_the_sdks_hold_nobody_up(product: Product) -> None:
    async with pulse() as felt:
        await asyncio.gather(*(_whole_journey(product) for _ in range(5)))

    assert felt.longest < BLOCKED_SECONDS


@pytest.mark.parametrize("neighbour", ["store", "calls"])
async def test_a_neighbour_that_hangs_holds_up_only_who_waits_for_it(
    product: Product, cloud: Cloud, neighbour: str
) -> None:
    """A synchronous request anywhere would stop the loop for as long as the neighbour hangs."""
    await _whole_journey(product)
    cloud.faults[neighbour].fail_with(BadDay("hang"))

    async with pulse() as felt:
        answers = await asyncio.gather(*(product.operator("/api/create-call", {}) for _ in range(10)))

    assert {answer.status_code for answer in answers} == {503}
    assert felt.longest < BLOCKED_SECONDS


async def _whole_journey(product: Product) -> None:
    call_id = await product.new_call()
    await _grants(product, call_id)
    fine(await product.operator("/api/end-call", {"call_id": call_id}))


async def test_no_secret_reaches_a_document_an_audit_row_or_the_log(
    product: Product, cloud: Cloud, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    call_id, key = await product.new_call(), fresh_key()
    pin = await product.new_pin(call_id)
    customer = fine(await product.redeem(pin, key))
    fine(await product.admit(customer))
    grants = [
        fine(await product.customer(customer["session_token"], "/api/issue-acs-token", {})),
        fine(await product.operator("/api/issue-acs-token", {"call_id": call_id})),
    ]
    fine(await product.operator("/api/end-call", {"call_id": call_id}))

    kept = json.dumps([await product.kept(call_id), *await product.audit.behind.events_of(customer["call_id"])])
    secrets = [pin, key, customer["session_token"], *(str(grant["token"]) for grant in grants)]
    secrets += [version.value for name in ("session-signing-key", "pin-pepper") for version in _versions(cloud, name)]
    secrets += [cloud.acs.callers.key, cloud.identity.token("https://vault.azure.net").rpartition(".")[0]]
    logged = caplog.text
    assert "azure" in logged, "the SDKs say a lot at this level, so that there is something to look through"
    for secret in secrets:
        assert secret not in kept
        assert secret not in logged


def _versions(cloud: Cloud, name: str) -> list[object]:
    return list(cloud.vault.stored.versions(name))


LOADS = """
import asyncio, sys, json
import function_app
from tests.partners.first_requests import {what}
before = set(sys.modules)
asyncio.run({what}(function_app))
print(json.dumps(sorted(set(sys.modules) - before)))
"""


def _loaded_by(what: str, cloud: Cloud, tmp_path: Path) -> set[str]:
    """Packages that a cold worker's first request loads: those of Azure by two names, others by one; ours not."""
    settings = {**cloud.settings(cloud.cosmos.new_database()), **cloud.identity_environment}
    environment = {"PATH": "", "DATA_DIR": str(tmp_path), "FRONT_DOOR_ID": "", "REFUSAL_FLOOR_MS": "0", **settings}
    asked = subprocess.run(
        [sys.executable, "-W", "error::ResourceWarning", "-c", LOADS.format(what=what)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 0, asked.stderr
    assert "Unclosed" not in asked.stderr, "connections are let go of when the loop ends"
    loaded = json.loads(asked.stdout.splitlines()[-1])
    packages = {".".join(name.split(".")[: 2 if name.startswith("azure.") else 1]) for name in loaded}
    return packages - set(sys.stdlib_module_names) - {"azure", "shared", "functions", "tests"}


def test_a_cold_redeem_pin_loads_what_it_needs_and_no_more(cloud: Cloud, tmp_path: Path) -> None:
    """The store's SDK, the vault's, the credential's, and what they stand on: nothing of the call service."""
    loaded = _loaded_by("redeem_a_pin", cloud, tmp_path)

    assert {name for name in loaded if name.startswith("azure.")} == {
        "azure.core",
        "azure.cosmos",
        "azure.identity",
        "azure.keyvault",
    }
    aiohttp = {"aiohttp", "aiohappyeyeballs", "aiosignal", "frozenlist", "multidict", "propcache", "yarl"}
    of_the_sdks = {"isodate", "msal", "requests", "certifi", "charset_normalizer", "urllib3"}
    compiled = {name for name in loaded if name.startswith("_") or name == "cython_runtime"}
    assert {name for name in loaded - compiled if not name.startswith("azure.")} == aiohttp | of_the_sdks


def test_a_cold_request_that_needs_no_neighbour_loads_none(cloud: Cloud, tmp_path: Path) -> None:
    assert _loaded_by("ask_for_health", cloud, tmp_path) == set()
