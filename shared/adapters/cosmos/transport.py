"""The connections to Cosmos DB: one TLS context for all of them, so that they are used again.

Given a file of certificates, azure-core makes a new context for every request, and aiohttp shares connections
between requests of one context alone. azure-cosmos also stops checking certificates when the host is localhost.
"""

import ssl
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from azure.core.pipeline.transport import AioHttpTransport


def tls_context(ca_file: Path | None) -> ssl.SSLContext:
    """Trusts this file's authorities, or the system's. Reads files: not for the event loop."""
    return ssl.create_default_context(cafile=ca_file)


def transport(tls: ssl.SSLContext) -> "AioHttpTransport":
    """Made on the event loop, which it belongs to; closed by the client that it is given to."""
    import aiohttp  # noqa: PLC0415
    from azure.core.pipeline.transport import AioHttpTransport  # noqa: PLC0415

    class Checked(AioHttpTransport):  # type: ignore[misc] # azure-core loads it lazily, without its type
        """Every certificate is checked, whatever the SDK asks for."""

        async def send(self, request, **config):  # type: ignore[no-untyped-def] # the SDK's overloads
            config.update(connection_verify=True, connection_cert=None)
            return await super().send(request, **config)

    session = aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(ssl=tls),
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trust_env=True,
    )
    return Checked(session=session)
