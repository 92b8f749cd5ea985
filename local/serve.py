"""Runs the host until it is told to end, and then ends."""

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterator

import uvicorn

from local.host import Host
from local.make_watch import until_make_is_interrupted
from local.stopping import leave_in_time, set_on_signals


class _Server(uvicorn.Server):
    """uvicorn, which tells when it accepts connections and leaves the signals to us."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take none: uvicorn would raise them again at the end, and the exit code would not be 0."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        await super().startup(sockets)
        self._on_ready()


async def serve(host: Host, sockets: list[socket.socket], on_ready: Callable[[], None]) -> None:
    """Serve on `sockets` until SIGINT, SIGTERM, or an interrupted make above; `on_ready` runs once we accept."""
    stopping = asyncio.Event()
    set_on_signals(stopping)
    server = _Server(_config(host), on_ready)
    serving = asyncio.create_task(server.serve(sockets))
    reasons = [serving, asyncio.create_task(stopping.wait()), asyncio.create_task(until_make_is_interrupted())]
    firing = asyncio.create_task(host.timers.run())
    await asyncio.wait(reasons, return_when=asyncio.FIRST_COMPLETED)
    leave_in_time()
    host.functions.stop()
    server.should_exit = True
    for task in (firing, *reasons[1:]):
        task.cancel()
    await serving


def _config(host: Host) -> uvicorn.Config:
    return uvicorn.Config(
        host.app,
        http="h11",
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # else whoever sends X-Forwarded-For chooses the peer that the stand-in reports
        timeout_graceful_shutdown=1,
    )
