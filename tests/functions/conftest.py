"""Products to ask: in this process at a time that the test holds, and over HTTP as they are run."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from shared.adapters.file_secrets import FileSecrets
from tests.e2e.hosts import running_host
from tests.functions.contract_document import ContractDocument
from tests.functions.people import Customer, Operator
from tests.functions.product import FRONT_DOOR_ID, Product

MakeProduct = Callable[..., Product]


@pytest.fixture(scope="session")
def ready_secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of secrets made once: making an RSA key takes longer than most tests."""
    folder = tmp_path_factory.mktemp("secrets")
    made = FileSecrets(folder)
    made.rotate_key("session")
    made.rotate_pepper()
    return folder


@pytest.fixture
def make_product(tmp_path: Path, ready_secrets: Path) -> Iterator[MakeProduct]:
    """Products with settings of one's own; let go of at the end."""
    made: list[Product] = []

    def make(**environ: str) -> Product:
        folder = tmp_path / f"data-{len(made)}"
        shutil.copytree(ready_secrets, folder / "secrets")
        product = Product(folder, None, **environ)
        made.append(product)
        return product

    yield make
    for product in made:
        product.close()


@pytest.fixture
def product(make_product: MakeProduct) -> Product:
    """The product with the settings that stand when nobody says anything."""
    return make_product()


@pytest.fixture(scope="session")
def origin() -> Iterator[str]:
    """The product as it is run, with the budgets and times that stand in the cloud; refusals come without delay."""
    settings = {"NETWORK_FAILURES_10M": "5", "NETWORK_FAILURES_DAY": "20", "REFUSAL_FLOOR_MS": "0"}
    with running_host(FRONT_DOOR_ID=FRONT_DOOR_ID, LOG_LEVEL="WARNING", **settings) as started:
        yield started


@pytest.fixture(scope="session")
def document(origin: str) -> ContractDocument:
    """What the running product says of itself."""
    return ContractDocument(httpx.get(f"{origin}/api/openapi.json").raise_for_status().json())


@pytest.fixture
def operator(origin: str, document: ContractDocument) -> Iterator[Operator]:
    with Operator(origin, document) as signed_in:
        yield signed_in


@pytest.fixture
def customer(origin: str, document: ContractDocument) -> Iterator[Customer]:
    with Customer(origin, document) as somebody:
        yield somebody


@pytest.fixture
def stranger(origin: str, document: ContractDocument) -> Iterator[Customer]:
    """Another browser, with another key and network."""
    with Customer(origin, document) as somebody:
        yield somebody


@pytest.fixture
def call_id(operator: Operator) -> str:
    """A call just made."""
    return operator.new_call()


@pytest.fixture
def waiting(operator: Operator, call_id: str, customer: Customer) -> Customer:
    """In the lobby of that call."""
    customer.redeem(operator.new_pin(call_id))
    return customer


@pytest.fixture
def admitted(operator: Operator, waiting: Customer) -> Customer:
    """In that call."""
    operator.admit(waiting)
    return waiting
