"""Fires timer functions: by their schedule, and when told to."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from cronsim import CronSim, CronSimError

from local.calls import FunctionError, TimerCall
from local.runtime import IndexingError, Runtime, TimerFunction

# Sleeping in short pieces keeps to the wall clock when the laptop itself has slept.
_LONGEST_SLEEP = 30.0
_LATE = timedelta(seconds=60)
_LOG = logging.getLogger(__name__)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Timers:
    """All timer functions of an app. One function never runs twice at once, as in the cloud.

    Raises `IndexingError` for a schedule that cannot be read.
    """

    def __init__(
        self,
        runtime: Runtime,
        functions: Sequence[TimerFunction],
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._runtime = runtime
        self._now = now
        self._functions = {function.name.lower(): function for function in functions}
        self._running = {name: asyncio.Lock() for name in self._functions}
        self._last = dict.fromkeys(self._functions, "")
        self._fired: set[asyncio.Task[None]] = set()
        for function in functions:
            following(function, now())

    async def run(self) -> None:
        """Fire on schedule until cancelled."""
        async with asyncio.TaskGroup() as group:
            for name in self._functions:
                group.create_task(self._keep(name))

    def fire(self, name: str) -> bool:
        """Fire in the background; False if no timer function has this name."""
        if name.lower() not in self._functions:
            return False
        task = asyncio.get_running_loop().create_task(self._once(name.lower(), past_due=False))
        self._fired.add(task)
        task.add_done_callback(self._fired.discard)
        return True

    async def _keep(self, name: str) -> None:
        function = self._functions[name]
        if function.run_on_startup:
            await self._once(name, past_due=False)
        while True:
            due = following(function, self._now())
            while (left := (due - self._now()).total_seconds()) > 0:  # noqa: ASYNC110 - nor has the clock
                await asyncio.sleep(min(left, _LONGEST_SLEEP))
            await self._once(name, past_due=self._now() - due > _LATE)

    async def _once(self, name: str, *, past_due: bool) -> None:
        function = self._functions[name]
        async with self._running[name]:
            now = self._now()
            call = TimerCall(past_due, self._last[name], following(function, now).isoformat())
            self._last[name] = now.isoformat()
            try:
                await self._runtime.fire(function, call)
            except FunctionError as failure:
                # tells nothing: a fault of the app, shown whole on the laptop as the platform shows it
                _LOG.error("Executed 'Functions.%s' (Failed)\n%s", function.name, failure)


def following(function: TimerFunction, after: datetime) -> datetime:
    """Return when the function is next due. Raises `IndexingError` for a schedule that cannot be read."""
    if len(function.schedule.split()) != 6:
        raise _unreadable(function, "six fields are needed, from second to weekday")
    try:
        times = CronSim(function.schedule, after)
        times.day_and = True  # cron takes day of month OR weekday, NCRONTAB both
        return next(times)
    except (CronSimError, StopIteration) as error:
        raise _unreadable(function, str(error) or "it never comes round") from None


def _unreadable(function: TimerFunction, why: str) -> IndexingError:
    return IndexingError(f"cannot load the {function.name} function: schedule {function.schedule}: {why}")
