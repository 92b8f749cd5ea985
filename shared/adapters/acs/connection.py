"""The clients of a worker: made on first use, made anew when the key in the connection string was rotated."""

import asyncio
import logging
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from shared.adapters.acs.access import ByConnectionString, ByIdentity, ConnectionString, connection_string, https_origin
from shared.adapters.azure.loading import load
from shared.adapters.azure.transport import transport
from shared.errors import Unavailable

if TYPE_CHECKING:
    from azure.core.pipeline.transport import AioHttpTransport

    from shared.adapters.acs.requests import Requests

READ_AGAIN_SECONDS = 10.0
"""A secret that does not let us in is read anew no more often than this, so that the vault is not flooded."""
_log = logging.getLogger(__name__)


class Connection:
    """Who asks through it does not know what lets it in."""

    def __init__(
        self,
        access: ByIdentity | ByConnectionString,
        ca_file: Path | None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """`seconds` never goes back. Raises ValueError for an endpoint that is not https."""
        self.endpoint = https_origin(access.endpoint) if isinstance(access, ByIdentity) else None
        """Where the resource is; with a connection string None until that was read."""
        self._access = access
        self._ca_file = ca_file
        self._seconds = seconds
        self._making = asyncio.Lock()
        self._transport: AioHttpTransport | None = None
        self._requests: Requests | None = None
        self._in_use: ConnectionString | None = None
        self._unusable = False
        self._read_again_at = float("-inf")

    async def requests(self) -> "Requests":
        """The clients. Raises Unavailable when the vault is away or holds no connection string."""
        async with self._making:
            if self._requests is None:
                self._requests = await self._made()
            return self._requests

    async def after_refusal_of(self, refused: "Requests") -> "Requests | None":
        """Clients with a newer key than these, which the service did not let in; None when there is none.

        Of many that were refused together one alone reads the vault. Raises Unavailable as `requests` does.
        """
        async with self._making:
            if self._requests is not refused:
                return self._requests
            if not isinstance(self._access, ByConnectionString) or not self._may_read_again():
                return None
            newer = await self._look_up(self._access, fresh=True)
            if newer == self._in_use:
                return None
            self._requests = await self._with_key(newer)
            _log.info("the access key was rotated: the newer one is in use")
            return self._requests

    async def close(self) -> None:
        """Let go of the connections."""
        opened, self._transport, self._requests = self._transport, None, None
        if opened is not None:
            await opened.close()

    async def _made(self) -> "Requests":
        if isinstance(self._access, ByConnectionString):
            fresh = self._unusable and self._may_read_again()
            return await self._with_key(await self._look_up(self._access, fresh=fresh))
        opened = await self._open()
        from shared.adapters.acs.requests import Requests  # noqa: PLC0415

        return Requests(https_origin(self._access.endpoint), await self._access.credential.get(), opened)

    async def _with_key(self, found: ConnectionString) -> "Requests":
        opened = await self._open()
        from azure.core.credentials import AzureKeyCredential  # noqa: PLC0415

        from shared.adapters.acs.requests import Requests  # noqa: PLC0415

        self._in_use, self.endpoint = found, found.endpoint
        return Requests(found.endpoint, AzureKeyCredential(found.key), opened)

    async def _look_up(self, access: ByConnectionString, *, fresh: bool) -> ConnectionString:
        text = await access.read(fresh=fresh)
        try:
            found = connection_string(text)
        except ValueError as error:
            self._unusable = True
            # tells nothing: `connection_string` repeats nothing of it
            _log.error("the secret that ACS_CONNECTION_SECRET names cannot be used: %s", error)
            raise Unavailable from None
        self._unusable = False
        return found

    def _may_read_again(self) -> bool:
        if self._seconds() < self._read_again_at:
            return False
        self._read_again_at = self._seconds() + READ_AGAIN_SECONDS
        return True

    async def _open(self) -> "AioHttpTransport":
        """One set of connections for all clients, so that those of before a rotation can finish their requests."""
        if self._transport is None:
            await load(partial(import_module, "shared.adapters.acs.requests"))
            self._transport = await transport(self._ca_file)
        return self._transport
