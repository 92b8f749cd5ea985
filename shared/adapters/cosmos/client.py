"""The SDK's client, with everything off that it does on its own account.

It tries again by itself only what was certainly not done: once, when the account was too busy (429). All else is
told at once and settled by whoever asked, who reads again. So the switches below must stay as they are: the SDK
would also repeat a write whose answer was lost, and take its own first try for somebody else's.
"""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from shared.adapters.azure.asking import PATIENCE_SECONDS
from shared.adapters.azure.loading import load
from shared.adapters.azure.transport import transport

if TYPE_CHECKING:
    from azure.core.credentials_async import AsyncTokenCredential
    from azure.cosmos.aio import CosmosClient

_BUSY_WAIT_MILLISECONDS = 250


def _load() -> None:
    """Import the SDK."""
    import azure.cosmos.aio  # noqa: F401, PLC0415

    # Every five minutes the SDK looks at the account in the background. When that fails it repeats the answer and a
    # traceback at each request until the next look; what a failure means for us is told by `asking`.
    logging.getLogger("azure.cosmos.aio._GlobalEndpointManager").setLevel(logging.CRITICAL)


async def connected(endpoint: str, access: "AsyncTokenCredential | str", ca_file: Path | None) -> "CosmosClient":
    """A client that has looked at its account: it then knows the consistency that reads have there."""
    await load(_load)
    from azure.cosmos.aio import CosmosClient  # noqa: PLC0415

    client = CosmosClient(
        endpoint,
        access,
        transport=await transport(ca_file),
        # One region: whatever the account says of its addresses, the one that was set is asked, and once.
        enable_endpoint_discovery=False,
        # Asked for by name, so that an account that is weaker refuses every read instead of telling workers old news.
        consistency_level="Strong",
        retry_throttle_total=1,
        retry_fixed_interval=_BUSY_WAIT_MILLISECONDS,
        # With aiohttp the SDK cannot tell a request that was never sent from one whose answer was lost.
        retry_connect=0,
        retry_read=0,
        retry_status=0,
        connection_timeout=PATIENCE_SECONDS,
        read_timeout=PATIENCE_SECONDS,
    )
    try:
        await client.__aenter__()
    except BaseException:
        await client.close()
        raise
    return client
