"""How the host is told to end, and that it does."""

import asyncio
import os
import signal
import threading
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_SECONDS_TO_LEAVE = 1.2


def leave_quietly_on_signals() -> None:
    """While starting up, a signal ends the process with exit code 0, even if SIGINT was inherited as ignored."""

    def leave(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    for number in _SIGNALS:
        signal.signal(number, leave)


def set_on_signals(stopping: asyncio.Event) -> None:
    """From now on a signal sets `stopping`; however often it comes."""
    loop = asyncio.get_running_loop()
    for number in _SIGNALS:
        loop.add_signal_handler(number, stopping.set)


def leave_in_time() -> None:
    """End the process soon, whatever still runs: a function on a thread cannot be cancelled, nor waited for."""
    deadline = threading.Timer(_SECONDS_TO_LEAVE, os._exit, [0])
    deadline.daemon = True
    deadline.start()
