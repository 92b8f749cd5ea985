"""Whether each neighbour answers, asked at most every ten seconds."""

import asyncio
import logging
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Literal

from shared.instants import Instant, after_seconds
from shared.ports import Ports

CACHED_SECONDS = 10
PATIENCE_SECONDS = 3.75
"""Longer than an adapter waits, so that its own line in the log says what to check; inside an answer's time."""
NeighbourState = Literal["ok", "away"]
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Readiness:
    """The last look at the neighbours."""

    neighbours: dict[str, NeighbourState] = field(default_factory=dict)
    looked_at: Instant | None = None

    async def look(self, ports: Ports, now: Instant) -> dict[str, NeighbourState]:
        """The neighbours by name; a new look when the last one is ten seconds old."""
        if self.looked_at is None or now >= after_seconds(self.looked_at, CACHED_SECONDS):
            names = ("store", "secrets", "calls")
            checks = (ports.documents.ping(), _secrets(ports), ports.calls.ping())
            states = await asyncio.gather(*map(_state, names, checks))
            self.neighbours, self.looked_at = dict(zip(names, states, strict=True)), now
        return self.neighbours


async def _secrets(ports: Ports) -> None:
    """Both that there is what is needed, and that its keeper answers: memory may serve for long while it is away."""
    await asyncio.gather(ports.secrets.key_ring("session"), ports.secrets.peppers(), ports.secrets.ping())


async def _state(name: str, check: Awaitable[object]) -> NeighbourState:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await check
    except Exception as error:  # noqa: BLE001 (whatever it is, the neighbour is not ready)
        _log.warning("not ready: %s (%s)", name, type(error).__name__)
        return "away"
    return "ok"
