"""The product on the partners: in this process, and over HTTP as it is run. The fixtures have the names that the
tests of the functions know, so that the very same tests run here.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.hosts import running_host
from tests.functions.conftest import admitted, call_id, customer, document, operator, product, stranger, waiting
from tests.functions.product import FRONT_DOOR_ID, Product
from tests.partners.cloud import Cloud, running_cloud

__all__ = ["admitted", "call_id", "customer", "document", "operator", "product", "stranger", "waiting"]


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """The bank's subscription, for all tests of this process."""
    with running_cloud(tmp_path_factory.mktemp("cloud")) as running:
        yield running


@pytest.fixture
async def make_product(
    cloud: Cloud, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Product]]:
    """Products with settings of one's own, each with a database of its own; let go of at the end."""
    made: list[Product] = []
    for name, value in cloud.identity_environment.items():
        monkeypatch.setenv(name, value)

    def make(**environ: str) -> Product:
        product = Product(tmp_path, None, **{**cloud.settings(cloud.cosmos.new_database()), **environ})
        made.append(product)
        return product

    yield make
    for faulty in cloud.faults.values():
        faulty.recover()
    for each in made:
        await each.wired.close()


@pytest.fixture(scope="session")
def origin(cloud: Cloud) -> Iterator[str]:
    """The product as it is run."""
    settings = {"NETWORK_FAILURES_10M": "5", "NETWORK_FAILURES_DAY": "20", "REFUSAL_FLOOR_MS": "0"}
    on_partners = {**cloud.settings(cloud.cosmos.new_database()), **cloud.identity_environment}
    with running_host(FRONT_DOOR_ID=FRONT_DOOR_ID, LOG_LEVEL="WARNING", **settings, **on_partners) as started:
        yield started
