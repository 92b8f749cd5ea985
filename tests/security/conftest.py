"""A running product whose folder and words the tests may search, and products in this process."""

import sys
from collections.abc import Iterator

import httpx
import pytest

from tests.e2e.hosts import ROOT
from tests.functions.conftest import make_product, product, ready_secrets  # noqa: F401 (fixtures)
from tests.functions.contract_document import ContractDocument
from tests.functions.people import Customer, Operator
from tests.functions.product import FRONT_DOOR_ID
from tests.local.host_process import HostProcess, host

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
