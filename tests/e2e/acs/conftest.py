"""The product as a bank runs it: on Cosmos DB, Communication Services and Key Vault, or what stands in for them."""

from collections.abc import Iterator

import pytest

from tests.e2e.acs.scripted_sdk import use_scripted_sdk
from tests.e2e.acs.switchboard import Switchboard, switchboard
from tests.e2e.browsers import Person
from tests.e2e.hosts import running_host
from tests.partners.cloud import Cloud, running_cloud


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """The bank's subscription, for all tests of this process."""
    with running_cloud(tmp_path_factory.mktemp("cloud")) as running:
        yield running


@pytest.fixture(scope="session")
def origin(cloud: Cloud) -> Iterator[str]:
    """The product on it."""
    on_partners = {**cloud.settings(cloud.cosmos.new_database()), **cloud.identity_environment}
    with running_host(NETWORK_FAILURES_10M="1000", NETWORK_FAILURES_DAY="1000", **on_partners) as started:
        yield started


@pytest.fixture(scope="session")
def exchange(cloud: Cloud) -> Iterator[tuple[Switchboard, str]]:
    """What carries the calls, and its origin."""
    with switchboard(cloud.acs) as running:
        yield running


@pytest.fixture
def board(exchange: tuple[Switchboard, str]) -> Iterator[Switchboard]:
    """The same; nobody came who was not on a roster."""
    running, _ = exchange
    yield running
    assert running.intruders == []


@pytest.fixture
def operators_browser(operators_browser: Person, exchange: tuple[Switchboard, str], board: Switchboard) -> Person:
    del board
    use_scripted_sdk(operators_browser.context, exchange[1])
    return operators_browser


@pytest.fixture
def customers_browser(customers_browser: Person, exchange: tuple[Switchboard, str], board: Switchboard) -> Person:
    del board
    use_scripted_sdk(customers_browser.context, exchange[1])
    return customers_browser
