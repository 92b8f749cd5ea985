"""The product as it is run on the partners, with a line to each that can go dead; shared by all tests of a process."""

import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.e2e.hosts import ROOT, running_host
from tests.faults.bank import Bank
from tests.faults.books import Books
from tests.faults.lines import Line, line_to
from tests.functions.contract_document import ContractDocument
from tests.functions.product import FRONT_DOOR_ID
from tests.local.host_process import HostProcess, environment
from tests.partners.cloud import Cloud, running_cloud

Start = Callable[[], HostProcess]
SETTINGS = {"FRONT_DOOR_ID": FRONT_DOOR_ID, "REFUSAL_FLOOR_MS": "0", "LOG_LEVEL": "ERROR"}
_ADDRESS = {"store": "COSMOS_ENDPOINT", "calls": "ACS_ENDPOINT", "secrets": "KEY_VAULT_URL"}


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The partners, the line to each, and the settings that lead through the lines."""

    cloud: Cloud
    lines: Mapping[str, Line]
    addresses: Mapping[str, str]

    def settings(self, database: str) -> dict[str, str]:
        """The environment of a product that uses all of it."""
        return {**SETTINGS, **self.cloud.settings(database), **self.cloud.identity_environment, **self.addresses}

    def recover(self) -> None:
        """All well again."""
        for faulty in self.cloud.faults.values():
            faulty.recover()
        for line in self.lines.values():
            line.recover()


@pytest.fixture(scope="session")
def neighbours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neighbours]:
    """The bank's subscription."""
    with running_cloud(tmp_path_factory.mktemp("cloud")) as cloud, ExitStack() as stack:
        lines = {name: stack.enter_context(line_to(origin)) for name, origin in cloud.origins.items()}
        addresses = {_ADDRESS[name]: origin for name, (_, origin) in lines.items()}
        yield Neighbours(cloud, {name: line for name, (line, _) in lines.items()}, addresses)


@pytest.fixture(scope="session")
def database(neighbours: Neighbours) -> str:
    return neighbours.cloud.cosmos.new_database()


@pytest.fixture(scope="session")
def origin(neighbours: Neighbours, database: str) -> Iterator[str]:
    """The product."""
    with running_host(**neighbours.settings(database)) as started:
        yield started


@pytest.fixture(scope="session")
def document(origin: str) -> ContractDocument:
    """What it says of itself."""
    return ContractDocument(httpx.get(f"{origin}/api/openapi.json").raise_for_status().json())


@pytest.fixture
def books(neighbours: Neighbours, database: str) -> Books:
    return Books(neighbours.cloud, database)


@pytest.fixture
async def bank(neighbours: Neighbours, origin: str, document: ContractDocument) -> AsyncIterator[Bank]:
    """Everybody, and afterwards all neighbours well again."""
    async with Bank(origin, document) as everybody:
        yield everybody
    neighbours.recover()


@pytest.fixture
def own_database(neighbours: Neighbours) -> str:
    return neighbours.cloud.cosmos.new_database()


@pytest.fixture
def own_books(neighbours: Neighbours, own_database: str) -> Books:
    return Books(neighbours.cloud, own_database)


@pytest.fixture
def start(neighbours: Neighbours, own_database: str, tmp_path: Path) -> Iterator[Start]:
    """Starts the product, and again on the same port, the same store and the same secrets."""
    settings = environment(str(tmp_path), **neighbours.settings(own_database))
    started: list[HostProcess] = []

    def begin() -> HostProcess:
        folder = tmp_path / f"host-{len(started)}"
        folder.mkdir()
        started.append(HostProcess([sys.executable, "-m", "local", "--app", str(ROOT)], settings, folder))
        return started[-1].until_ready()

    yield begin
    for each in started:
        each.sweep()
    neighbours.recover()
