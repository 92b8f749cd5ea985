"""Whether each neighbour answers with what is needed."""

import asyncio
import logging
from collections.abc import Awaitable

from shared.ports import Ports

PATIENCE_SECONDS = 3.75
"""Longer than an adapter waits, so that its own line in the log says what to check; inside an answer's time."""
_log = logging.getLogger(__name__)


async def neighbours(ports: Ports) -> dict[str, bool]:
    """True for those that answer, by name."""
    names = ("store", "secrets", "calls")
    checks = (ports.documents.ping(), _secrets(ports), ports.calls.ping())
    return dict(zip(names, await asyncio.gather(*map(_answers, names, checks)), strict=True))


async def _secrets(ports: Ports) -> None:
    """Both that there is what is needed, and that its keeper answers: memory may serve for long while it is away."""
    await asyncio.gather(ports.secrets.key_ring("session"), ports.secrets.peppers(), ports.secrets.ping())


async def _answers(name: str, check: Awaitable[object]) -> bool:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await check
    except Exception as error:  # noqa: BLE001 (whatever it is, the neighbour is not ready)
        _log.warning("not ready: %s (%s)", name, type(error).__name__)
        return False
    return True
