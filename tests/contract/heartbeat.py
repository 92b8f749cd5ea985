"""A pulse of the event loop: whoever blocks it is found out by the longest pause between two beats."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

BEAT_SECONDS = 0.005
BLOCKED_SECONDS = 1.0
"""A longer pause is somebody's who waits on the loop itself; a busy machine makes shorter ones."""


class Pulse:
    """The longest pause so far, in seconds."""

    longest = 0.0


@asynccontextmanager
async def pulse() -> AsyncIterator[Pulse]:
    """Beat for as long as the block lasts."""
    felt = Pulse()
    beating = asyncio.create_task(_beat(felt))
    await asyncio.sleep(0)
    try:
        yield felt
    finally:
        beating.cancel()


async def _beat(felt: Pulse) -> None:
    while True:
        before = time.monotonic()
        await asyncio.sleep(BEAT_SECONDS)
        felt.longest = max(felt.longest, time.monotonic() - before)
