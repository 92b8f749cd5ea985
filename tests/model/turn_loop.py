"""An event loop that does what is ready, in order, and stands still: nothing in it depends on time or on a selector.

Use cases use asyncio (`timeout`, `gather`, tasks for later), so what steps them must be a loop. This one runs until
everybody waits for an answer of the store; who is answered next is the explorer's choice, never the loop's.
"""

import asyncio
import heapq
import itertools
from collections import deque
from collections.abc import Callable, Coroutine
from contextvars import Context
from typing import Any, TypeVarTuple

_Arguments = TypeVarTuple("_Arguments")


class TurnLoop(asyncio.AbstractEventLoop):
    """As much of a loop as futures, tasks, gather, timeout and sleep ask of one."""

    def __init__(self) -> None:
        self._ready: deque[asyncio.Handle] = deque()
        self._timers: list[tuple[float, int, asyncio.TimerHandle]] = []
        self._now = 0.0
        self._number = itertools.count()
        self.tasks: list[asyncio.Task[Any]] = []

    def turn(self) -> None:
        """Do all that is ready, and what that makes ready."""
        outer = asyncio._get_running_loop()
        asyncio._set_running_loop(self)
        try:
            while self._ready:
                handle = self._ready.popleft()
                if not handle.cancelled():
                    handle._run()
        finally:
            asyncio._set_running_loop(outer)

    def let_time_pass(self) -> bool:
        """On to the next moment for which somebody sleeps; False when nobody does."""
        while self._timers:
            when, _, timer = heapq.heappop(self._timers)
            if not timer.cancelled():
                self._now = max(self._now, when)
                self._ready.append(timer)
                return True
        return False

    def wind_up(self) -> None:
        """Cancel whatever is unfinished, so that nothing of this run is left to the garbage collector."""
        while unfinished := [task for task in self.tasks if not task.done()]:
            for task in unfinished:
                task.cancel()
            self.turn()
            if any(not task.done() for task in unfinished):
                self.let_time_pass()
                self.turn()
        for task in self.tasks:
            if not task.cancelled():
                task.exception()

    def call_soon(
        self, callback: Callable[[*_Arguments], object], *args: *_Arguments, context: Context | None = None
    ) -> asyncio.Handle:
        handle = asyncio.Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def call_later(
        self,
        delay: float,
        callback: Callable[[*_Arguments], object],
        *args: *_Arguments,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        return self.call_at(self._now + delay, callback, *args, context=context)

    def call_at(
        self, when: float, callback: Callable[[*_Arguments], object], *args: *_Arguments, context: Context | None = None
    ) -> asyncio.TimerHandle:
        timer = asyncio.TimerHandle(when, callback, args, self, context)
        heapq.heappush(self._timers, (when, next(self._number), timer))
        return timer

    def time(self) -> float:
        return self._now

    def create_future(self) -> asyncio.Future[Any]:
        return asyncio.Future(loop=self)

    def create_task(self, coro: Coroutine[Any, Any, Any], **named: Any) -> asyncio.Task[Any]:  # type: ignore[override]
        task = asyncio.Task(coro, loop=self, **named)
        self.tasks.append(task)
        return task

    def get_debug(self) -> bool:
        return False

    def is_running(self) -> bool:
        return True

    def is_closed(self) -> bool:
        return False

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        raise RuntimeError(context["message"]) from context.get("exception")

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        pass
