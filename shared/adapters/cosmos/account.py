"""One worker's way to one Cosmos DB account: its client and its containers, opened on first use."""

import asyncio
import base64
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from shared.adapters.azure.asking import Neighbour, asking
from shared.adapters.azure.credential import Credential
from shared.adapters.cosmos.client import connected
from shared.doctor.facts import StoreFacts
from shared.errors import Unavailable

if TYPE_CHECKING:
    from azure.cosmos.aio import ContainerProxy, CosmosClient

_log = logging.getLogger(__name__)


class CosmosAccount:
    """Shared by the adapters of its containers; `close` ends its connections, not the credential's."""

    def __init__(self, endpoint: str, database: str, access: Credential | str, ca_file: Path | None = None) -> None:
        """`access` is the app's credential, or the key of an emulator.

        Raises ValueError on what cannot be a key, and on http, except with a key on localhost: a token must not
        travel in the clear.
        """
        address = urlsplit(endpoint)
        in_the_clear = isinstance(access, str) and address.hostname in {"localhost", "127.0.0.1"}
        if address.scheme != "https" and not (address.scheme == "http" and in_the_clear):
            raise ValueError(
                "COSMOS_ENDPOINT must be an https address; http is for an emulator on localhost with a key"
            )
        if isinstance(access, str):
            _check_key(access)
        self._endpoint = endpoint
        self._database = database
        self._access = access
        self._ca_file = ca_file
        self._neighbour = (
            Neighbour("Cosmos DB", "COSMOS_ENDPOINT", "COSMOS_KEY")
            if isinstance(access, str)
            else Neighbour("Cosmos DB", "COSMOS_ENDPOINT")
        )
        self._opening = asyncio.Lock()
        self._failures = 0
        self._client: CosmosClient | None = None
        self._containers: dict[str, ContainerProxy] = {}

    @asynccontextmanager
    async def asking(self, container: str) -> AsyncIterator["ContainerProxy"]:
        """Do one request to the container inside this. Raises Unavailable for whatever fails."""
        async with asking(self._neighbour):
            yield await self._opened(container)

    async def facts(self) -> StoreFacts:
        """What the account says of itself (Cosmos DB REST, "Get database account"). Raises Unavailable."""
        async with asking(self._neighbour):
            async with self._opening:
                client = await self._connected()
            told = await client.client_connection.GetDatabaseAccount()
            regions = tuple(str(place["name"]) for place in told.WritableLocations)
            level = (told.ConsistencyPolicy or {}).get("defaultConsistencyLevel")
            return StoreFacts(regions, strong=level == "Strong")

    async def close(self) -> None:
        """Let go of the connections."""
        client, self._client = self._client, None
        self._containers.clear()
        if client is not None:
            await client.close()

    async def _opened(self, name: str) -> "ContainerProxy":
        container = self._containers.get(name)
        if container is not None:
            return container
        failures = self._failures
        async with self._opening:
            if self._failures != failures:
                # Somebody tried while we waited, and told what failed.
                raise Unavailable
            try:
                return self._containers.get(name) or await self._open(name)
            except Exception:
                self._failures += 1
                raise

    async def _open(self, name: str) -> "ContainerProxy":
        client = await self._connected()
        container = client.get_database_client(self._database).get_container_client(name)
        await self._look_up(container)
        self._containers[name] = container
        return container

    async def _connected(self) -> "CosmosClient":
        if self._client is None:
            access = self._access if isinstance(self._access, str) else await self._access.get()
            self._client = await connected(self._endpoint, access, self._ca_file)
        return self._client

    async def _look_up(self, container: "ContainerProxy") -> None:
        """Every later request names the container by what is read here; the SDK keeps it."""
        from azure.cosmos.exceptions import CosmosResourceNotFoundError  # noqa: PLC0415

        try:
            await container.read()
        except CosmosResourceNotFoundError:
            _log.error("Cosmos DB has no container %s in %s: check COSMOS_DATABASE", container.id, self._database)
            raise Unavailable from None


def _check_key(key: str) -> None:
    try:
        base64.b64decode(key, validate=True)
    except ValueError:
        raise ValueError("COSMOS_KEY is not a key: it is not in base64") from None
