"""The product behind the stand-in of Front Door's firewall."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.bicep.project import deployed
from tests.e2e.hosts import running_host
from tests.functions.contract_document import ContractDocument
from tests.functions.product import FRONT_DOOR_ID
from tests.waf.policy import FirewallPolicy, declared
from tests.waf.stand_in import HOST_NAME, StandIn, missing, standing_before

SETTINGS = {
    "FRONT_DOOR_ID": FRONT_DOOR_ID,
    "PUBLIC_URL": f"https://{HOST_NAME}",
    "NETWORK_FAILURES_10M": "5",
    "NETWORK_FAILURES_DAY": "20",
    "REFUSAL_FLOOR_MS": "0",
    "LOG_LEVEL": "WARNING",
}


@pytest.fixture(scope="session")
def policy() -> FirewallPolicy:
    """As `azd up` would deploy it."""
    return declared(deployed("azd up, prod"))


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the product keeps what it keeps."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def host(data_dir: Path) -> Iterator[str]:
    """The product's own address, behind the firewall."""
    with running_host(**SETTINGS, DATA_DIR=str(data_dir)) as started:
        yield started


@pytest.fixture(scope="session")
def stand_in(policy: FirewallPolicy, host: str) -> Iterator[StandIn]:
    """The firewall before it."""
    if reason := missing():
        pytest.skip(reason)
    with (
        tempfile.TemporaryDirectory(prefix="assisted-chat-waf-") as folder,
        standing_before(host, policy, FRONT_DOOR_ID, Path(folder)) as started,
    ):
        yield started


@pytest.fixture(scope="session")
def document(host: str) -> ContractDocument:
    return ContractDocument(httpx.get(f"{host}/api/openapi.json").raise_for_status().json())
