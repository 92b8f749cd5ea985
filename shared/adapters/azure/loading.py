"""Loading an SDK: off the event loop, and one at a time."""

import asyncio
import threading
from collections.abc import Callable
from typing import TypeVar

_Made = TypeVar("_Made")
_ONE_AT_A_TIME = threading.Lock()


async def load(make: Callable[[], _Made]) -> _Made:
    """What `make` returns, which imports an SDK and connects to nothing.

    The SDKs import one another's foundations, some of them in circles: two threads that do so at once end in
    importlib's deadlock, or with half a module.
    """

    def alone() -> _Made:
        with _ONE_AT_A_TIME:
            return make()

    return await asyncio.to_thread(alone)
