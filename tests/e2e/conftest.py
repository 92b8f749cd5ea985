"""Two people, two browser processes, one running product."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, sync_playwright

from tests.e2e.browsers import ACCEPT_THIS_TAB, Person, person
from tests.e2e.hosts import running_host
from tests.e2e.people import Customer, Operator, watch_peer_connections


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def origin() -> Iterator[str]:
    """A host shared by the tests that need no settings of their own."""
    with running_host(NETWORK_FAILURES_10M="1000", NETWORK_FAILURES_DAY="1000") as started:
        yield started


@pytest.fixture
def operators_browser(playwright: Playwright, origin: str) -> Iterator[Person]:
    with person(playwright, origins=(origin,)) as sitting:
        watch_peer_connections(sitting)
        yield sitting
        assert sitting.complaints == []


@pytest.fixture
def customers_browser(playwright: Playwright, origin: str) -> Iterator[Person]:
    with person(playwright, ACCEPT_THIS_TAB, origins=(origin,)) as sitting:
        watch_peer_connections(sitting)
        yield sitting
        assert sitting.complaints == []


@pytest.fixture
def operator(operators_browser: Person, origin: str) -> Operator:
    """Signed in."""
    sitting = Operator(operators_browser, origin)
    sitting.sign_in()
    return sitting


@pytest.fixture
def customer(customers_browser: Person, origin: str) -> Customer:
    """In front of the open widget."""
    sitting = Customer(customers_browser, origin)
    sitting.open_widget()
    return sitting
