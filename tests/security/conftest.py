"""A running product whose folder and words tests may search, the cloud's two apps, and products in this process."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from tests.e2e.hosts import ROOT
from tests.functions.conftest import make_product, product, ready_secrets  # noqa: F401 (fixtures)
from tests.functions.contract_document import ContractDocument
from tests.functions.people import Customer, Operator
from tests.functions.product import FRONT_DOOR_ID, ORIGIN, Product
from tests.local.host_process import HostProcess, host
from tests.security.instances import Instance, SharedClock, SignedIn, instances
from tests.security.proving_browser import Browser

FLOOR_SECONDS = 0.1
SETTINGS = {
    "FRONT_DOOR_ID": FRONT_DOOR_ID,
    "REFUSAL_FLOOR_MS": str(int(FLOOR_SECONDS * 1000)),
    "NETWORK_FAILURES_10M": "5",
    "NETWORK_FAILURES_DAY": "20",
    "LOG_LEVEL": "DEBUG",
}


@pytest.fixture(scope="session")
def running() -> Iterator[HostProcess]:
    """The product as it is run, telling all that it ever tells."""
    with host(sys.executable, app=ROOT, **SETTINGS) as started:
        yield started.until_ready()


@pytest.fixture(scope="session")
def document(running: HostProcess) -> ContractDocument:
    return ContractDocument(httpx.get(f"{running.origin}/api/openapi.json").raise_for_status().json())


@pytest.fixture
def operator(running: HostProcess, document: ContractDocument) -> Iterator[Operator]:
    with Operator(running.origin, document) as signed_in:
        yield signed_in


@pytest.fixture
def customer(running: HostProcess, document: ContractDocument) -> Iterator[Customer]:
    with Customer(running.origin, document) as somebody:
        yield somebody


@dataclass(frozen=True, slots=True)
class TwoApps:
    """The one code as two apps on one store, as in Azure, with neither Front Door nor sign-in before them."""

    for_operators: Instance
    for_customers: Instance
    clock: SharedClock


@pytest.fixture(scope="session")
def apps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoApps]:
    folder = tmp_path_factory.mktemp("apps")
    clock = SharedClock(folder / "clock")
    settings = {"PUBLIC_URL": ORIGIN, "LOG_LEVEL": "DEBUG"}
    with instances(folder, "operator", "public", clock=clock, **settings) as (for_operators, for_customers):
        yield TwoApps(for_operators, for_customers, clock)


@pytest.fixture
def signed_in(apps: TwoApps) -> Iterator[SignedIn]:
    """An operator at their app."""
    with SignedIn(apps.for_operators) as somebody:
        yield somebody


@pytest.fixture
def visitor(apps: TwoApps) -> Iterator[Customer]:
    """A customer at theirs."""
    with Customer(apps.for_customers.origin, apps.for_customers.document) as somebody:
        yield somebody


@pytest.fixture
def admitted(signed_in: SignedIn, visitor: Customer) -> Customer:
    """In a call."""
    visitor.redeem(signed_in.new_pin(signed_in.new_call()))
    signed_in.admit(visitor)
    return visitor


@pytest.fixture
async def victim(product: Product) -> Browser:  # noqa: F811 (a fixture by its name)
    """A customer in the call, whose browser proves its key."""
    browser = Browser(product)
    await browser.to_call()
    return browser
