"""The one credential of a worker: the app's managed identity, or on a developer's machine their `az login`."""

import asyncio
import logging
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Literal, TypeVar

from shared.adapters.azure.loading import load

if TYPE_CHECKING:
    from azure.core.credentials import AccessToken, AccessTokenInfo, TokenRequestOptions
    from azure.core.credentials_async import AsyncTokenCredential
    from azure.identity.aio import AzureCliCredential, ManagedIdentityCredential

CredentialKind = Literal["managed_identity", "azure_cli"]
TOKEN_SECONDS: dict[CredentialKind, float] = {"managed_identity": 2.5, "azure_cli": 20.0}
"""How long a token may take: inside what a request to a neighbour may take; `az` is slow, and a person waits."""
_Token = TypeVar("_Token")


class Credential:
    """Made on first use, shared by all adapters of a worker."""

    def __init__(self, kind: CredentialKind, client_id: str | None) -> None:
        """`client_id` names a user-assigned identity; None is the system-assigned one."""
        self._kind: CredentialKind = kind
        self._client_id = client_id
        self._making = asyncio.Lock()
        self._made: _InTime | None = None

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

    def _make(self) -> "_InTime":
        from azure.core.pipeline.transport import AioHttpTransport  # noqa: PLC0415
        from azure.identity.aio import AzureCliCredential, ManagedIdentityCredential  # noqa: PLC0415

        # It repeats what the identity endpoint answered, several times over; what a failure means is told by `asking`.
        logging.getLogger("azure.identity").setLevel(logging.CRITICAL)
        if self._kind == "azure_cli":
            return _InTime(AzureCliCredential(), TOKEN_SECONDS[self._kind])
        # The endpoint is this machine's own: a proxy would be shown the header that opens it, and the tokens.
        direct = AioHttpTransport(use_env_settings=False)
        identity = ManagedIdentityCredential(client_id=self._client_id, transport=direct)
        return _InTime(identity, TOKEN_SECONDS[self._kind])


class _InTime:
    """A credential whose every failure is one of its own, and comes in time: azure-identity goes on trying for
    longer than anybody waits, and fails with the status of its endpoint, as if the neighbour had answered.
    """

    def __init__(self, behind: "AzureCliCredential | ManagedIdentityCredential", seconds: float) -> None:
        self._behind = behind
        self._seconds = seconds

    async def get_token(
        self,
        *scopes: str,
        claims: str | None = None,
        tenant_id: str | None = None,
        enable_cae: bool = False,
        **more: object,
    ) -> "AccessToken":
        """See `AsyncTokenCredential.get_token`."""
        del enable_cae, more
        return await self._own(self._behind.get_token(*scopes, claims=claims, tenant_id=tenant_id))

    async def get_token_info(self, *scopes: str, options: "TokenRequestOptions | None" = None) -> "AccessTokenInfo":
        """See `AsyncSupportsTokenInfo.get_token_info`."""
        return await self._own(self._behind.get_token_info(*scopes, options=options))

    async def close(self) -> None:
        """See `AsyncTokenCredential.close`."""
        await self._behind.close()

    async def __aenter__(self) -> "_InTime":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def _own(self, asked: Awaitable[_Token]) -> _Token:
        from azure.core.exceptions import ClientAuthenticationError  # noqa: PLC0415

        try:
            async with asyncio.timeout(self._seconds):
                return await asked
        except Exception as error:  # noqa: BLE001 (whatever it was, there is no token)
            raise ClientAuthenticationError(f"no token ({type(error).__name__})") from None
