"""The doctor on the partners: a sound subscription is said to be so, and each neighbour's odd answer has its name."""

import json
import time
from collections.abc import Callable

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.doctor.command import doctor, named
from tests.functions.conftest import MakeProduct
from tests.functions.test_doctor_rounds import told
from tests.partners.cloud import Cloud
from tests.partners.faults import Fault

# As an app in Azure has it, beside where its neighbours are.
DEPLOYED = {
    "WEBSITE_SITE_NAME": "assist-public",
    "SURFACE": "public",
    "ENVIRONMENT": "prod",
    "TENANT_ID": "33333333-3333-4333-8333-333333333333",
    "FRONT_DOOR_ID": "99999999-9999-4999-8999-999999999999",
    "PUBLIC_URL": "https://assist.bank.example",
    "ALLOWED_ORIGINS": "https://www.bank.example",
}


class Account:
    """Changes what Cosmos DB says of its account, and nothing else."""

    def __init__(self, behind: ASGIApp, change: Callable[[dict[str, object]], None]) -> None:
        self._behind = behind
        self._change = change

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        held: list[Message] = []

        async def changed(message: Message) -> None:
            if scope["path"] != "/":
                await send(message)
                return
            held.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body", False):
                account = json.loads(b"".join(part.get("body", b"") for part in held))
                self._change(account)
                body = json.dumps(account).encode()
                kept = [pair for pair in held[0]["headers"] if pair[0] != b"content-length"]
                await send({**held[0], "headers": [*kept, (b"content-length", str(len(body)).encode())]})
                await send({"type": "http.response.body", "body": body})

        await self._behind(scope, receive, changed)


def _two_regions(account: dict[str, object]) -> None:
    places = [{"name": name, "databaseAccountEndpoint": "https://x/"} for name in ("West Europe", "North Europe")]
    account.update(writableLocations=places, enableMultipleWriteLocations=True)


def _weak(account: dict[str, object]) -> None:
    account["userConsistencyPolicy"] = {"defaultConsistencyLevel": "Session"}


@pytest.fixture
def settings(cloud: Cloud) -> dict[str, str]:
    """Of an app whose every neighbour is a partner."""
    return {**cloud.settings(cloud.cosmos.new_database()), **cloud.identity_environment}


def test_a_sound_subscription_is_said_to_be_so_in_one_line(settings: dict[str, str]) -> None:
    done = doctor("--ask", **settings, **DEPLOYED)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Nothing wrong: the settings and the neighbours keep every rule.\n"


@pytest.mark.parametrize(
    ("change", "rule"),
    [(_two_regions, "two-write-regions"), (_weak, "consistency-not-strong")],
    ids=["regions", "weak"],
)
def test_an_account_on_which_a_pin_could_be_used_twice_is_named(
    settings: dict[str, str],
    cloud: Cloud,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[dict[str, object]], None],
    rule: str,
) -> None:
    monkeypatch.setattr(cloud.store_faults, "app", Account(cloud.relay, change))

    done = doctor("--ask", **settings)

    assert done.returncode == 1
    assert (rule, "COSMOS_ENDPOINT") in named(done)


@pytest.mark.parametrize(
    ("neighbour", "look_at"),
    [("store", "STORE, COSMOS_ENDPOINT"), ("calls", "CALLS, ACS_ENDPOINT"), ("secrets", "SECRETS, KEY_VAULT_URL")],
)
def test_each_neighbour_that_is_away_is_named_with_the_settings_to_look_at(
    settings: dict[str, str], cloud: Cloud, neighbour: str, look_at: str
) -> None:
    cloud.faults[neighbour].fail_with(Fault("hang"))
    began = time.monotonic()
    try:
        done = doctor("--ask", **settings)
    finally:
        cloud.faults[neighbour].recover()

    assert done.returncode == 1
    assert named(done) == [("neighbour-unreachable", look_at)]
    assert time.monotonic() - began < 15


async def test_what_is_unsafe_is_told_again_each_hour_while_it_lasts(
    make_product: MakeProduct, caplog: pytest.LogCaptureFixture
) -> None:
    """An alert must not end before its cause does."""
    product = make_product(**DEPLOYED, REFUSAL_FLOOR_MS="0")

    await product.wired.upkeep()
    await product.wired.upkeep()
    first = told(caplog)
    product.clock.forward(seconds=3600)
    await product.wired.upkeep()

    floor = "doctor: refusal-floor-low (REFUSAL_FLOOR_MS)"
    assert first.count(floor) == 1
    assert told(caplog).count(floor) == 2
