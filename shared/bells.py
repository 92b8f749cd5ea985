"""Bells inside one process: who waits for something hears at once when this process did it.

What another process does rings no bell here: whoever waits also looks for themselves, once a second.
"""

import asyncio
from collections import defaultdict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager


class Ear:
    """Hears a bell from the moment it was made, also before it is waited on."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """The bell rings."""
        self._rung.set()

    async def heard(self, seconds: float) -> None:
        """Return when the bell has rung, or after so many seconds."""
        try:
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        except TimeoutError:
            pass


class Bells:
    """A bell for every name that somebody listens for; nothing is kept for the others."""

    def __init__(self) -> None:
        self._ears: defaultdict[Hashable, set[Ear]] = defaultdict(set)

    def ring(self, name: Hashable) -> None:
        """Wake everybody who listens for `name`."""
        for ear in self._ears.get(name, ()):
            ear.ring()

    @contextmanager
    def listening(self, name: Hashable) -> Iterator[Ear]:
        """Listen first, look then, wait last: nothing that happens between looking and waiting is missed."""
        ear, ears = Ear(), self._ears[name]
        ears.add(ear)
        try:
            yield ear
        finally:
            ears.discard(ear)
            if not ears:
                self._ears.pop(name, None)
