"""The one credential of a worker: the app's managed identity, or on a developer's machine their `az login`."""

import asyncio
from typing import TYPE_CHECKING, Literal

from shared.adapters.azure.loading import load

if TYPE_CHECKING:
    from azure.core.credentials_async import AsyncTokenCredential

CredentialKind = Literal["managed_identity", "azure_cli"]


class Credential:
    """Made on first use, shared by all adapters of a worker."""

    def __init__(self, kind: CredentialKind, client_id: str | None) -> None:
        """`client_id` names a user-assigned identity; None is the system-assigned one."""
        self._kind = kind
        self._client_id = client_id
        self._making = asyncio.Lock()
        self._made: AsyncTokenCredential | None = None

    async def get(self) -> "AsyncTokenCredential":
        """What the SDKs take as `credential`."""
        async with self._making:
            if self._made is None:
                self._made = await load(self._make)
            return self._made

    async def close(self) -> None:
        """Let go of its connections."""
        made, self._made = self._made, None
        if made is not None:
            await made.close()

    def _make(self) -> "AsyncTokenCredential":
        from azure.identity.aio import AzureCliCredential, ManagedIdentityCredential  # noqa: PLC0415

        if self._kind == "azure_cli":
            return AzureCliCredential()
        return ManagedIdentityCredential(client_id=self._client_id)
