"""The canaries once more on stand-ins of Azure's services while those fail; the level DEBUG opens no SDK's log.

What is looked for besides is the platform's: keys of the vault, the call service's access key, the identity's tokens.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import httpx
import pytest

from functions.openapi import openapi
from functions.routes import ROUTES, served
from tests.e2e.hosts import ROOT
from tests.functions.contract_document import ContractDocument
from tests.functions.people import Customer, Operator
from tests.functions.product import FRONT_DOOR_ID, fresh_key, refused
from tests.local.host_process import HostProcess, environment
from tests.partners.cloud import Cloud, running_cloud
from tests.partners.faults import Fault
from tests.security.canaries import NAME, SUBJECT, Flight, found
from tests.security.canary_journey import Day
from tests.security.every_route import EVERY

_FAULTS = (
    Fault("status", 401),
    Fault("status", 403),
    Fault("status", 429, 1),
    Fault("status", 500),
    Fault("garbage"),
    Fault("broken_before"),
    Fault("broken_after"),
)


@dataclass(frozen=True, slots=True)
class Flown:
    """What has been, and where it was."""

    flight: Flight
    cloud: Cloud
    hosts: tuple[HostProcess, HostProcess]
    """One for the day, one that started while the vault was away."""

    @property
    def told(self) -> bytes:
        return "\n".join(line for host in self.hosts for line in (host.logged, *host.printed)).encode()

    @property
    def platforms(self) -> list[str]:
        """Secrets that no customer or operator ever sees."""
        names = ("session-signing-key", "pin-pepper")
        kept = [str(version.value) for name in names for version in self.cloud.vault.stored.versions(name)]
        lines = [line for value in kept for line in value.splitlines() if len(line) > 30 and "-----" not in line]
        token = self.cloud.identity.token("https://vault.azure.net")
        # Its header and what it says are the same in every token; the signature is of this one alone.
        return [*lines, self.cloud.acs.callers.key, token.partition(".")[0], self.cloud.identity.header]


def _ask_everything(operator: Operator, customer: Customer, pin: str) -> None:
    """Every route while a neighbour fails, with canaries in what it takes; whatever comes back."""
    for asked in EVERY.values():
        if asked.route.calls == "local":
            continue
        mine = {"pin": pin, "redemption_key": fresh_key(), "display_name": NAME, "subject": SUBJECT, **customer.named}
        body = None if asked.body is None else json.dumps({name: mine.get(name, v) for name, v in asked.body.items()})
        by = customer if asked.route.caller in {"session", "public"} else operator
        typed = {"Content-Type": "application/json"}
        answer = by.http.request(asked.method, asked.path, content=body, headers=typed)
        assert answer.status_code != 500, asked.name


@pytest.fixture(scope="module")
def flown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flown]:
    """A day on stand-ins that are well, then every route with each neighbour failing in each way."""
    folder = tmp_path_factory.mktemp("canaries")
    settings = {"FRONT_DOOR_ID": FRONT_DOOR_ID, "REFUSAL_FLOOR_MS": "0", "LOG_LEVEL": "DEBUG"}
    budgets = {"NETWORK_FAILURES_10M": "5", "NETWORK_FAILURES_DAY": "20"}
    document = ContractDocument(openapi(served("all", "acs")))
    with running_cloud(folder) as cloud, ExitStack() as stack:
        partners = {**cloud.settings(cloud.cosmos.new_database()), **cloud.identity_environment}

        def start(name: str) -> HostProcess:
            place = folder / name
            place.mkdir()
            environ = environment(str(place), **{**settings, **budgets, **partners})
            host = HostProcess([sys.executable, "-m", "local", "--app", str(ROOT)], environ, place)
            stack.callback(host.sweep)
            return host.until_ready()

        def day_at(origin: str) -> Day:
            people = (lambda persona: Operator(origin, document, persona), lambda: Customer(origin, document))
            return Day(stack, *people, signals=False)

        warm = start("warm")
        day = day_at(warm.origin)
        day.run()
        customer = day.customer()
        customer.redeem(day.jana.new_pin(day.jana.new_call()), display_name=NAME)
        pin = day.jana.new_pin(day.jana.new_call())
        for neighbour in cloud.faults.values():
            for fault in _FAULTS:
                neighbour.fail_with(fault)
                _ask_everything(day.jana, customer, pin)
            neighbour.recover()
        httpx.post(f"{warm.origin}/admin/functions/upkeep")
        cold = start("cold")
        stranger = day_at(cold.origin).customer()
        for fault in _FAULTS:
            cloud.secrets_faults.fail_with(fault)
            refused(stranger.post("/api/redeem-pin", {"pin": pin, "redemption_key": stranger.key}), 503, "unavailable")
        cloud.secrets_faults.recover()
        yield Flown(day.flight, cloud, (warm, cold))


def test_the_canaries_flew_through_every_route_of_the_cloud(flown: Flown) -> None:
    for route in ROUTES:
        beginning = "/" + route.path.partition("{")[0]
        asked = [path for method, path in flown.flight.asked if method == route.method and path.startswith(beginning)]
        assert asked or route.calls == "local", f"{route.name} was not asked"
    assert "unavailable" in flown.flight.codes


def test_nothing_is_told_though_every_neighbour_failed(flown: Flown) -> None:
    """The control: each neighbour's failures are in the log, by name."""
    for name in ("Cosmos DB", "Key Vault", "Communication Services"):
        assert name.encode() in flown.told

    assert flown.flight.leaks(flown.told) == []
    assert [secret for secret in flown.platforms if found(secret, flown.told)] == []


def test_no_secret_went_to_the_store_or_the_audit(flown: Flown) -> None:
    """What the store's stand-in was sent, body by body."""
    bodies = b"\n".join(request.body for request in flown.cloud.relay.passed)

    assert found(NAME, bodies), "the search looks where the documents are"
    assert flown.flight.leaks(bodies, persons=False) == []
    assert [secret for secret in flown.platforms if found(secret, bodies)] == []
