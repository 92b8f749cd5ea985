"""Connections end with the event loop that they were made on: no host tells a function app of its end."""

from collections.abc import AsyncGenerator, Awaitable, Callable


class ClosesWithLoop:
    """Calls `close` once, when the loop on which `begin` was first called shuts down (asyncio.run does that)."""

    def __init__(self, close: Callable[[], Awaitable[None]]) -> None:
        self._close = close
        self._held: AsyncGenerator[None] | None = None

    async def begin(self) -> None:
        """To be called whenever something may be about to open; costs nothing after the first time."""
        if self._held is None:
            self._held = self._until_the_loop_ends()
            await anext(self._held)

    async def _until_the_loop_ends(self) -> AsyncGenerator[None]:
        # A loop that shuts down closes the asynchronous generators that were begun on it.
        try:
            yield
        finally:
            await self._close()
