"""The connections of one SDK client: one TLS context for all of them, so that they are used again.

Given a file of certificates, azure-core makes a new context for every request, on the event loop, and aiohttp shares
connections between requests of one context alone: each request would begin with a handshake.
"""

import ssl
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from shared.adapters.azure.loading import load

if TYPE_CHECKING:
    from azure.core.pipeline.transport import AioHttpTransport


async def transport(ca_file: Path | None) -> "AioHttpTransport":
    """What an SDK's client takes as `transport`, and closes. It trusts the file's authorities, or the system's."""
    aiohttp_transport, tls = await load(partial(_prepared, ca_file))
    import aiohttp  # noqa: PLC0415

    session = aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(ssl=tls),
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trust_env=True,
    )
    made: AioHttpTransport = aiohttp_transport(session=session)
    return made


def _prepared(ca_file: Path | None) -> "tuple[type[AioHttpTransport], ssl.SSLContext]":
    """Imports and reads files, which takes long: not for the event loop."""
    import aiohttp  # noqa: F401, PLC0415
    from azure.core.pipeline.transport import AioHttpTransport  # noqa: PLC0415

    return AioHttpTransport, ssl.create_default_context(cafile=ca_file)
