"""The vault on the wire: one client, made on first use."""

import asyncio
from collections.abc import AsyncIterable, Callable, Iterable, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from shared.adapters.azure.asking import Neighbour, asking
from shared.adapters.azure.credential import Credential
from shared.adapters.azure.loading import load
from shared.adapters.azure.transport import transport
from shared.adapters.key_vault.versions import Version
from shared.instants import Instant

if TYPE_CHECKING:
    from azure.core.credentials_async import AsyncTokenCredential
    from azure.core.pipeline import PipelineResponse
    from azure.core.pipeline.transport import AioHttpTransport
    from azure.core.rest import AsyncHttpResponse
    from azure.keyvault.secrets import SecretProperties
    from azure.keyvault.secrets.aio import SecretClient

ENVIRONMENT_TAG = "environment"
KEY_VAULT = Neighbour("Key Vault", "KEY_VAULT_URL", "the role Key Vault Secrets User of the app's managed identity")


class SecretIsDeletedError(Exception):
    """A deleted secret of that name waits to be recovered or purged, so there can be no new version of it."""


class Vault:
    """Secrets and their versions. Every method raises Unavailable."""

    def __init__(
        self, url: str, credential: Credential, ca_file: Path | None = None, neighbour: Neighbour = KEY_VAULT
    ) -> None:
        """`url` is `https://NAME.vault.azure.net`; `ca_file` a certificate authority of the bank's own."""
        self.url = url
        self._credential = credential
        self._ca_file = ca_file
        self._neighbour = neighbour
        self._making = asyncio.Lock()
        self._made: SecretClient | None = None

    async def read(
        self, secret: str, pick: Callable[[Sequence[Version]], Iterable[Version]]
    ) -> tuple[Sequence[Version], dict[str, str]]:
        """All versions in no particular order, and the values of those picked, by version id.

        No versions when there is no such secret; no value of a version that was disabled meanwhile.
        """
        async with asking(self._neighbour):
            client = await self._client()
            listed = client.list_properties_of_secret_versions(secret)
            versions = await _no_more_than_there_are(listed)
            picked = tuple(pick(versions))
            values = await asyncio.gather(*(_value(client, version) for version in picked), return_exceptions=True)
            for value in values:
                if isinstance(value, BaseException):
                    raise value
        return versions, {
            version.id: value for version, value in zip(picked, values, strict=True) if isinstance(value, str)
        }

    async def names(self) -> list[str]:
        """The names of all secrets, sorted."""
        async with asking(self._neighbour):
            client = await self._client()
            return sorted([str(properties.name) async for properties in client.list_properties_of_secrets()])

    async def clock(self, secret: str) -> Instant | None:
        """What time it is to the vault, in whole seconds, by the date of an answer about this secret."""
        dates: list[str] = []

        def note(answer: "PipelineResponse[object, AsyncHttpResponse]") -> None:
            dates.append(answer.http_response.headers.get("Date", ""))

        async with asking(self._neighbour):
            client = await self._client()
            await _no_more_than_there_are(client.list_properties_of_secret_versions(secret, raw_response_hook=note))
        return _http_date(dates[-1]) if dates else None

    async def add(self, secret: str, value: str, content_type: str, environment: str | None = None) -> Version:
        """Make the secret, or a version of it, tagged with whom it is for. Raises SecretIsDeletedError."""
        async with asking(self._neighbour):
            from azure.core.exceptions import HttpResponseError  # noqa: PLC0415

            client = await self._client()
            try:
                made = await client.set_secret(secret, value, content_type=content_type, tags=_tags(environment))
            except HttpResponseError as error:
                if error.status_code == 409:
                    raise SecretIsDeletedError from None
                raise
            return _version(made.properties)

    async def close(self) -> None:
        """Let go of the connections; the credential is its owner's to close."""
        made, self._made = self._made, None
        if made is not None:
            await made.close()

    async def _client(self) -> "SecretClient":
        async with self._making:
            if self._made is None:
                credential = await self._credential.get()
                connections = await transport(self._ca_file)
                self._made = await load(partial(_make, self.url, credential, connections))
            return self._made


def _make(url: str, credential: "AsyncTokenCredential", connections: "AioHttpTransport") -> "SecretClient":
    from azure.keyvault.secrets.aio import SecretClient  # noqa: PLC0415

    return SecretClient(
        url,
        credential,
        # A token for vaults is shown to nobody else: the challenge must name the domain that the address lies in.
        verify_challenge_resource=urlsplit(url).hostname != "localhost",
        transport=connections,
        # With aiohttp the SDK cannot tell a request that was never sent from one whose answer was lost.
        retry_total=0,
    )


async def _no_more_than_there_are(listed: "AsyncIterable[SecretProperties]") -> list[Version]:
    """None, when the vault has no such secret and says so."""
    from azure.core.exceptions import ResourceNotFoundError  # noqa: PLC0415

    try:
        return [_version(properties) async for properties in listed]
    except ResourceNotFoundError:
        return []


async def _value(client: "SecretClient", version: Version) -> str | None:
    from azure.core.exceptions import HttpResponseError  # noqa: PLC0415

    try:
        value = (await client.get_secret(version.secret, version.id)).value
    except HttpResponseError as error:
        if error.status_code == 403 and "SecretDisabled" in str(getattr(error.error, "innererror", None)):
            return None
        raise
    if value is None:
        raise ValueError("a version without a value")
    return value


def _version(properties: "SecretProperties") -> Version:
    created = _instant(properties.created_on)
    if properties.name is None or properties.version is None or created is None:
        raise ValueError("a version without name, id or time")
    return Version(
        properties.name,
        properties.version,
        bool(properties.enabled),
        created,
        _instant(properties.not_before),
        _instant(properties.expires_on),
        (properties.tags or {}).get(ENVIRONMENT_TAG),
    )


def _tags(environment: str | None) -> dict[str, str]:
    return {} if environment is None else {ENVIRONMENT_TAG: environment}


def _http_date(text: str) -> Instant | None:
    """RFC 9110, 5.6.7; None for what is none."""
    try:
        return _instant(parsedate_to_datetime(text))
    except ValueError:
        return None


def _instant(moment: datetime | None) -> Instant | None:
    return None if moment is None else Instant(int(moment.timestamp()) * 1000)
