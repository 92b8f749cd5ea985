"""`AzureWebJobsStorage=UseDevelopmentStorage=true`: what the Functions host needs of it for a timer, on Azurite.

The host keeps a lease for as long as it lives, so that one instance alone runs the timer (WebJobs SDK: a blob
`locks/{host}/{function}.Listener` in the container `azure-webjobs-hosts`, leased for 15 seconds and renewed).
The host itself is not run here.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress

import pytest
from azure.core.exceptions import HttpResponseError, ResourceExistsError
from azure.storage.blob.aio import BlobServiceClient, ContainerClient

from shared.adapters.azure_blob.blobs import AzureBlobs
from shared.adapters.azure_blob.place import ByConnectionString
from tests.partners.azurite_partner import azurite_on_its_own_ports

SETTING = "UseDevelopmentStorage=true"
_PORTS = (10000, 10001, 10002)
_LEASE_SECONDS = 15


def _taken(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def azurite() -> Iterator[None]:
    taken = [port for port in _PORTS if _taken(port)]
    if taken:
        pytest.skip(f"another program listens on {taken}, and this setting knows no other ports")
    with azurite_on_its_own_ports():
        yield


@pytest.fixture
async def hosts(azurite: None) -> AsyncIterator[ContainerClient]:
    """The host's own container, which it makes when it is missing."""
    async with BlobServiceClient.from_connection_string(SETTING) as storage:
        container = storage.get_container_client("azure-webjobs-hosts")
        with suppress(ResourceExistsError):
            await container.create_container()
        yield container


async def test_one_instance_alone_runs_the_timer(hosts: ContainerClient) -> None:
    lock = hosts.get_blob_client("locks/assisted-chat/Host.Functions.upkeep.Listener")
    await lock.upload_blob(b"", overwrite=True)

    instances = await asyncio.gather(*(lock.acquire_lease(_LEASE_SECONDS) for _ in range(5)), return_exceptions=True)

    held = [lease for lease in instances if not isinstance(lease, BaseException)]
    refused = [error for error in instances if isinstance(error, HttpResponseError)]
    assert len(held) == 1
    assert [error.error_code for error in refused] == ["LeaseAlreadyPresent"] * 4  # type: ignore[attr-defined]
    await held[0].renew()
    await held[0].release()
    await (await lock.acquire_lease(_LEASE_SECONDS)).release()


async def test_the_product_keeps_blobs_there_by_the_same_setting(hosts: ContainerClient) -> None:
    store = AzureBlobs(ByConnectionString(SETTING), hosts.container_name, "AzureWebJobsStorage")

    assert await store.create("evidence/1", b"1") is True
    assert await store.create("evidence/1", b"2") is False
    assert await store.read("evidence/1") == b"1"
    await store.close()
