"""The doctor asks the neighbours: on demand, and once an hour behind the upkeep, where no request waits for it."""

import asyncio
import logging
from collections.abc import Awaitable, Sequence
from typing import TypeVar

from shared.doctor.asked import of_keeper, of_neighbours, of_store
from shared.doctor.findings import Finding, tell
from shared.errors import Unavailable
from shared.instants import Instant, after_seconds
from shared.ports import Ports
from shared.usecases.neighbours import neighbours

EVERY_SECONDS = 3600
_log = logging.getLogger(__name__)
_Told = TypeVar("_Told")


async def examine(ports: Ports, environment: str | None, now: Instant) -> list[Finding]:
    """What is wrong with what the neighbours say; of one that is away, that it is away and no more."""
    answering, keeper, store = await asyncio.gather(
        neighbours(ports), _unless_away(ports.secrets.facts()), _unless_away(ports.documents.facts())
    )
    return [
        *of_neighbours(answering),
        *(of_store(store) if store is not None else ()),
        *(of_keeper(keeper, environment, now) if keeper is not None else ()),
    ]


class Rounds:
    """The doctor of one process."""

    def __init__(self, of_settings: Sequence[Finding], environment: str | None) -> None:
        """`of_settings` is found at each round again: an alert must not end while what raised it lasts."""
        self._of_settings = of_settings
        self._environment = environment
        self._last: Instant | None = None

    async def make(self, ports: Ports, now: Instant) -> None:
        """Ask, and log what is unsafe (see `tell`), unless that was done less than an hour ago. Raises nothing."""
        if self._last is not None and now < after_seconds(self._last, EVERY_SECONDS):
            return
        self._last = now
        try:
            tell([*self._of_settings, *await examine(ports, self._environment, now)])
        except Exception as error:  # noqa: BLE001 (a doctor who stumbles must not end the upkeep)
            _log.error("the doctor failed (%s); the next hour tries again", type(error).__name__)


async def _unless_away(asked: Awaitable[_Told]) -> _Told | None:
    try:
        return await asked
    except Unavailable:
        return None
