"""The blobs of one container. The container is made by whoever deploys, with its policy of immutability."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from shared.adapters.azure.asking import Neighbour, asking
from shared.adapters.azure.loading import load
from shared.adapters.azure.transport import transport
from shared.adapters.azure_blob.place import Account, ByIdentity, make_client
from shared.blobs import MAX_BLOB_BYTES, require_content, require_name, require_prefix

if TYPE_CHECKING:
    from azure.storage.blob.aio import BlobClient, ContainerClient

NAMES_IN_A_PAGE = 5000
"""As many as the service gives at once."""
_WRITER = "writer"
"""The metadata that tells a blob of ours from another writer's."""


class AzureBlobs:
    """One client, made on first use. `setting` is the one that says where the account is, for the log."""

    def __init__(
        self,
        account: Account,
        container: str,
        setting: str,
        ca_file: Path | None = None,
        names_in_a_page: int = NAMES_IN_A_PAGE,
    ) -> None:
        self._account = account
        self._container = container
        self._ca_file = ca_file
        self._names_in_a_page = names_in_a_page
        self._making = asyncio.Lock()
        self._made: ContainerClient | None = None
        by_identity = isinstance(account, ByIdentity)
        self._neighbour = (
            Neighbour("Blob Storage", setting) if by_identity else Neighbour("Blob Storage", setting, setting)
        )

    async def create(self, name: str, content: bytes) -> bool:
        """See `BlobStore.create`."""
        require_name(name)
        require_content(content)
        blob, writer = (await self._client()).get_blob_client(name), uuid4().hex
        async with asking(self._neighbour):
            if await _created(blob, content, writer):
                return True
        # The HTTP library sends a PUT again on a connection that was closed on it, so what is there may be ours.
        async with asking(self._neighbour):
            return (await blob.get_blob_properties()).metadata.get(_WRITER) == writer

    async def read(self, name: str) -> bytes | None:
        """See `BlobStore.read`."""
        require_name(name)
        client = await self._client()
        async with asking(self._neighbour):
            return await _content(client, name)

    async def names(self, prefix: str) -> Sequence[str]:
        """See `BlobStore.names`."""
        require_prefix(prefix)
        client = await self._client()
        pages = client.list_blob_names(name_starts_with=prefix, results_per_page=self._names_in_a_page).by_page()
        found: list[str] = []
        while True:
            async with asking(self._neighbour):
                page = await _next(pages)
            if page is None:
                return sorted(found)
            found += page

    async def ping(self) -> None:
        """See `BlobStore.ping`."""
        client = await self._client()
        async with asking(self._neighbour):
            await client.get_container_properties()

    async def close(self) -> None:
        """Let go of the connections."""
        made, self._made = self._made, None
        if made is not None:
            await made.close()

    async def _client(self) -> "ContainerClient":
        async with self._making, asking(self._neighbour):
            if self._made is None:
                self._made = await self._make()
            return self._made

    async def _make(self) -> "ContainerClient":
        account = self._account
        token = await account.credential.get() if isinstance(account, ByIdentity) else None
        connections = await transport(self._ca_file)
        try:
            return await load(partial(make_client, account, self._container, token, connections))
        except BaseException:
            await connections.close()
            raise


async def _created(blob: "BlobClient", content: bytes, writer: str) -> bool:
    """False when there is one already."""
    from azure.core.exceptions import ResourceExistsError  # noqa: PLC0415

    try:
        # Without `overwrite` it is sent with If-None-Match: *.
        await blob.upload_blob(content, overwrite=False, metadata={_WRITER: writer})
    except ResourceExistsError:
        return False
    return True


async def _content(client: "ContainerClient", name: str) -> bytes | None:
    from azure.core.exceptions import ResourceNotFoundError  # noqa: PLC0415
    from azure.storage.blob import StorageErrorCode  # noqa: PLC0415

    try:
        stream = await client.download_blob(name)
    except ResourceNotFoundError as error:
        # A container that is missing answers 404 as well, and is nobody's empty evidence.
        if getattr(error, "error_code", None) != StorageErrorCode.BLOB_NOT_FOUND:
            raise
        return None
    if stream.size > MAX_BLOB_BYTES:
        raise ValueError("a blob that is none of ours")
    return await stream.readall()


async def _next(pages: "AsyncIterator[AsyncIterator[str]]") -> list[str] | None:
    page = await anext(pages, None)
    return None if page is None else [name async for name in page]
