"""A partner on a port of localhost: uvicorn in a thread of its own, over TLS where the cloud's is."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from tests.partners.certificates import ServerTls

_READY_SECONDS = 10


@contextmanager
def served(app: ASGIApp, tls: ServerTls | None, port: int = 0, *, dated: bool = True) -> Iterator[str]:
    """Its origin, `https://localhost:PORT`, while the block lasts; port 0 takes one that is free. Answers have this
    machine's date, or none but the app's own.
    """
    listener = socket.create_server(("127.0.0.1", port))
    # asyncio does so only for sockets that name their protocol; else every answer waits 40 ms for the last one's ACK.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    config = uvicorn.Config(
        app,
        lifespan="off",
        log_config=None,
        access_log=False,
        date_header=dated,
        ws="none",
        ssl_certfile=tls.cert_file if tls else None,
        ssl_keyfile=tls.key_file if tls else None,
        timeout_graceful_shutdown=1,
        timeout_keep_alive=60,
    )
    server = _Quiet(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve([listener])), daemon=True)
    thread.start()
    try:
        assert server.ready.wait(_READY_SECONDS), "the partner did not start"
        yield f"{'https' if tls else 'http'}://localhost:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(5)
        listener.close()
    assert not thread.is_alive(), "the partner did not stop"


class _Quiet(uvicorn.Server):
    """Leaves the process's signals alone, and says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()
