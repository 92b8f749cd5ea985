"""Notices that the `make` which started this host was interrupted.

From a terminal Ctrl-C reaches every process of the foreground group. A SIGINT sent to make alone does not: make takes
its own handler away, tells nobody, and waits for its children. A SIGTERM it hands to its child only, which may be a
shell that dies without handing it on. Both show in make's entry under /proc; without /proc nothing is watched.
"""

import asyncio
import os
import signal
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.15
_NAMES = {"make", "gmake"}


@dataclass(frozen=True, slots=True)
class _Process:
    name: str
    parent: int
    handled: int  # signals caught or ignored, one bit each


async def until_make_is_interrupted(pid: int | None = None) -> None:
    """Return once a make above this process was interrupted or is gone; never, where there is none above."""
    watched = makes_above(os.getppid() if pid is None else pid)
    if not watched:
        await asyncio.Event().wait()
    while all(map(still_runs, watched)):  # noqa: ASYNC110 - /proc has nothing to wait on
        await asyncio.sleep(_EVERY)


def makes_above(pid: int) -> list[int]:
    """Return the makes among `pid` and the processes above it."""
    found = []
    process = _look(pid)
    while process is not None and pid > 0:
        if process.name in _NAMES:
            found.append(pid)
        pid, process = process.parent, _look(process.parent)
    return found


def still_runs(pid: int) -> bool:
    """Tell whether a make is there and not interrupted: until then it catches both signals, or ignores them."""
    process = _look(pid)
    return process is not None and all(
        process.handled >> (number - 1) & 1 for number in (signal.SIGINT, signal.SIGTERM)
    )


def _look(pid: int) -> _Process | None:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    fields = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
    handled = int(fields["SigCgt"], 16) | int(fields["SigIgn"], 16)
    return _Process(fields["Name"], int(fields["PPid"]), handled)
