"""The connections of an SDK's client: one TLS context for all of them, so that they are used again.

Given a file of certificates, azure-core makes a new context for every request, on the event loop, and aiohttp shares
connections between requests of one context alone: each request would begin with a handshake.
"""

import logging
import ssl
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from shared.adapters.azure.loading import load
from shared.errors import Unavailable

if TYPE_CHECKING:
    from azure.core.pipeline.transport import AioHttpTransport

_log = logging.getLogger(__name__)


async def transport(ca_file: Path | None) -> "AioHttpTransport":
    """What an SDK's client takes as `transport`, and closes; it belongs to this event loop.

    It trusts the system's authorities, and the file's besides. Raises Unavailable when the file cannot be used.
    """
    try:
        checked, tls = await load(partial(_prepared, ca_file))
    except OSError as error:
        _log.error("the certificates of %s cannot be used (%s): check TLS_CA_FILE", ca_file, type(error).__name__)
        raise Unavailable from None
    import aiohttp  # noqa: PLC0415

    session = aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(ssl=tls),
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trust_env=True,
    )
    return checked(session=session)


def _prepared(ca_file: Path | None) -> "tuple[type[AioHttpTransport], ssl.SSLContext]":
    """Imports and reads files, which takes long: not for the event loop."""
    import aiohttp  # noqa: F401, PLC0415

    tls = ssl.create_default_context()
    if ca_file is not None:
        tls.load_verify_locations(cafile=ca_file)
    return _checked(), tls


@cache
def _checked() -> "type[AioHttpTransport]":
    from azure.core.pipeline.transport import AioHttpTransport  # noqa: PLC0415

    class Checked(AioHttpTransport):  # type: ignore[misc] # azure-core loads it lazily, without its type
        """Every certificate is checked by the one context; azure-cosmos would check none on localhost."""

        async def send(self, request, **config):  # type: ignore[no-untyped-def] # the SDK's overloads
            config.update(connection_verify=True, connection_cert=None)
            return await super().send(request, **config)

    return Checked
