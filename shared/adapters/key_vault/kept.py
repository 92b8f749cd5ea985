"""What was read from the vault, served from memory and read again on use.

A use never waits for a vault that is away while there is something to serve; what is older than a day is not served.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from shared.adapters.key_vault.versions import UNSEEN_SECONDS
from shared.errors import Unavailable
from shared.instants import Instant

REFRESH_SECONDS = 60
"""What is older is read again, behind the use that found it so."""
KEPT_SECONDS = 86_400
"""How long the last reading serves while the vault is away."""
RETRY_SECONDS = 10
"""After a failure the vault is left alone for so long, or as long as it asked, while there is something to serve."""
PATIENCE_SECONDS = 1.0
"""What a use waits at most when an idle instance wakes up: what it holds may lack what others use by now."""
JUST_READ_SECONDS = 5
"""Who insists on a fresh reading takes one that is no older than this."""

Item = TypeVar("Item")


class Kept(Generic[Item]):
    """The items of one reading. Readings never overlap, however many ask; an empty one is given out and not kept."""

    def __init__(self, read: Callable[[], Awaitable[tuple[Item, ...]]], clock: Callable[[], Instant]) -> None:
        """`read` raises Unavailable, and nothing else, when the vault is away."""
        self._read = read
        self._clock = clock
        self._items: tuple[Item, ...] = ()
        self._as_of = Instant(0)
        self._reading: asyncio.Task[tuple[Item, ...] | Unavailable] | None = None
        self._failed_at: Instant | None = None
        self._pause_seconds = 0

    async def items(self) -> tuple[Item, ...]:
        """The items, from memory if they may still be served. Raises Unavailable."""
        now = self._clock()
        age = (now - self._as_of) / 1000
        if not self._items or age > KEPT_SECONDS:
            return await self._read_now()
        # A clock that was set back makes an age negative, which tells nothing: read.
        if 0 <= age < REFRESH_SECONDS or self._failed_within(self._pause_seconds, now):
            return self._items
        reading = self._begin()
        if age >= UNSEEN_SECONDS and not self._failed_within(UNSEEN_SECONDS, now):
            await asyncio.wait({reading}, timeout=PATIENCE_SECONDS)
            if not reading.done():
                self._fail(RETRY_SECONDS)
        return self._items

    async def fresh(self) -> tuple[Item, ...]:
        """The items as the vault has them now. Raises Unavailable, even when older ones could be served."""
        if self._items and 0 <= self._clock() - self._as_of < JUST_READ_SECONDS * 1000:
            return self._items
        return await self._read_now()

    async def close(self) -> None:
        """Give up the reading that is under way."""
        reading, self._reading = self._reading, None
        if reading is not None:
            reading.cancel()
            await asyncio.wait({reading})

    async def _read_now(self) -> tuple[Item, ...]:
        # One that asks and goes away takes the reading from nobody else.
        outcome = await asyncio.shield(self._begin())
        if isinstance(outcome, Unavailable):
            raise Unavailable(outcome.retry_after) from outcome
        return outcome

    def _begin(self) -> "asyncio.Task[tuple[Item, ...] | Unavailable]":
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._refresh())
        return self._reading

    async def _refresh(self) -> "tuple[Item, ...] | Unavailable":
        began = self._clock()
        try:
            items = await self._read()
        except Unavailable as error:
            self._fail(max(RETRY_SECONDS, error.retry_after))
            return error
        self._items, self._as_of = items, began
        self._failed_at = None
        return items

    def _fail(self, pause_seconds: int) -> None:
        self._failed_at, self._pause_seconds = self._clock(), pause_seconds

    def _failed_within(self, seconds: int, now: Instant) -> bool:
        return self._failed_at is not None and 0 <= now - self._failed_at < seconds * 1000
