"""What lets us in: the app's managed identity, or a connection string from the vault; never both."""

import base64
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from shared.adapters.azure.credential import Credential


class ReadConnectionString(Protocol):
    """Where the connection string is kept."""

    async def __call__(self, *, fresh: bool) -> str:
        """The connection string; with `fresh`, from the vault itself and not from memory.

        Raises Unavailable when the vault is away.
        """
        ...


@dataclass(frozen=True, slots=True)
class ByIdentity:
    """The resource's endpoint (`ACS_ENDPOINT`), and the credential that has a role there."""

    endpoint: str
    credential: Credential = field(repr=False)


@dataclass(frozen=True, slots=True)
class ByConnectionString:
    """The vault's secret (`ACS_CONNECTION_SECRET`) that holds the resource's endpoint and key."""

    read: ReadConnectionString = field(repr=False)


@dataclass(frozen=True, slots=True)
class ConnectionString:
    """One that was read; two are equal when nothing was rotated between them."""

    endpoint: str
    key: str = field(repr=False)


def connection_string(text: str) -> ConnectionString:
    """Read `endpoint=https://...;accesskey=...`. Raises ValueError, which repeats nothing of it."""
    named = {
        name.strip().lower(): value.strip() for name, _, value in (part.partition("=") for part in text.split(";"))
    }
    key = named.get("accesskey", "")
    try:
        usable = bool(base64.b64decode(key, validate=True))
    except ValueError:
        usable = False
    if not usable:
        raise ValueError("the connection string has no access key in Base64")
    return ConnectionString(https_origin(named.get("endpoint", "")), key)


def https_origin(address: str) -> str:
    """`https://host[:port]` of an address, as a signature names it. Raises ValueError for any other scheme."""
    try:
        parts = urlsplit(address.strip())
        scheme, host, port = parts.scheme, parts.hostname, parts.port
    except ValueError:
        # Its own words repeat what they are about.
        scheme, host, port = "", None, None
    if scheme != "https" or not host:
        raise ValueError("the endpoint is not an https address")
    return f"https://{host}" + ("" if port in {None, 443} else f":{port}")
