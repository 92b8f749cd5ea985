"""`python -m bench.soak_host`: the laptop's host as shipped, with neighbours that fail now and then, and a heartbeat.

SIGUSR1 makes the neighbours well; at its end it writes how late the beats came to `DATA_DIR/heartbeat.json`.
"""

import asyncio
import functools
import inspect
import json
import os
import random
import signal
import socket
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import local.serve
import shared.adapters.local_calls
import shared.adapters.sqlite.audit
import shared.adapters.sqlite.documents
import shared.adapters.sqlite.signals
from local.host import Host
from local.stopping import leave_quietly_on_signals
from shared.errors import Unavailable

BEAT_SECONDS = 0.005
_BUCKETS_A_SECOND = 10_000
_ROOT = Path(__file__).resolve().parent.parent
_ADAPTERS = (
    (shared.adapters.sqlite.documents, "SqliteDocuments", ("create", "read", "patch", "calls_of", "with_outbox",
                                                           "to_settle", "rooms_of_calls", "ping")),
    (shared.adapters.sqlite.audit, "SqliteAudit", ("append", "events_of")),
    (shared.adapters.sqlite.signals, "SqliteSignals", ("send", "receive", "discard")),
    (shared.adapters.local_calls, "LocalCalls", ("open_room", "create_identity", "join_room", "issue_token",
                                                 "leave_room", "delete_identity", "close_room", "rooms_over",
                                                 "roster", "ping")),
)  # fmt: skip


class Luck:
    """A share of all requests to neighbours fails: not done, done and not told, or late."""

    def __init__(self, share: float, seed: int) -> None:
        self._chance = random.Random(seed)
        self.share = share
        self.asked = 0
        self.failed = 0

    def be_well(self) -> None:
        """Nothing fails from now on."""
        self.share = 0.0

    def failing(self, method: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        """The method, as it is on such days."""

        @functools.wraps(method)
        async def asked(*given: object, **named: object) -> object:
            self.asked += self.share > 0
            if self._chance.random() >= self.share:
                return await method(*given, **named)
            self.failed += 1
            way = self._chance.choice(("undone", "unheard", "late"))
            if way == "undone":
                raise Unavailable
            if way == "late":
                await asyncio.sleep(self._chance.uniform(0.05, 0.5))
            answer = await method(*given, **named)
            if way == "unheard":
                raise Unavailable
            return answer

        return asked


class Heartbeat:
    """How late each beat of the event loop came, counted in buckets so that listening takes no memory."""

    def __init__(self) -> None:
        self._late = [0] * (_BUCKETS_A_SECOND + 1)

    async def beat(self) -> None:
        """Until cancelled."""
        while True:
            due = time.perf_counter() + BEAT_SECONDS
            await asyncio.sleep(BEAT_SECONDS)
            late = max(0.0, time.perf_counter() - due)
            self._late[min(int(late * _BUCKETS_A_SECOND), _BUCKETS_A_SECOND)] += 1

    def milliseconds(self, share: float) -> float:
        """What that share of all beats was not later than."""
        wanted, seen = share * sum(self._late), 0
        for bucket, count in enumerate(self._late):
            seen += count
            if seen >= wanted:
                return (bucket + 1) * 1000 / _BUCKETS_A_SECOND
        return 0.0


def main() -> int:
    """Serve until told to end."""
    leave_quietly_on_signals()
    luck = Luck(float(os.environ.pop("SOAK_FAULTS")), int(os.environ.pop("SOAK_SEED")))
    for module, name, methods in _ADAPTERS:
        real = getattr(module, name)
        unlucky = {method: luck.failing(inspect.getattr_static(real, method)) for method in methods}
        setattr(module, name, type(name, (real,), unlucky))
    serve, heart = local.serve.serve, Heartbeat()

    async def listened(host: Host, sockets: list[socket.socket], on_ready: Callable[[], None]) -> None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, luck.be_well)
        beating = asyncio.create_task(heart.beat())
        try:
            await serve(host, sockets, on_ready)
        finally:
            beating.cancel()
            told = {"p50": heart.milliseconds(0.5), "p99": heart.milliseconds(0.99), "longest": heart.milliseconds(1)}
            told |= {"asked": luck.asked, "failed": luck.failed}
            (Path(os.environ["DATA_DIR"]) / "heartbeat.json").write_text(json.dumps(told), encoding="utf-8")

    local.serve.serve = listened
    # Imported only now: it takes `serve` by its name.
    from local.start import start  # noqa: PLC0415

    return start(_ROOT)


if __name__ == "__main__":
    sys.exit(main())
