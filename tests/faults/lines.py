"""Lines to the partners that can go dead: nobody takes a connection, as when a network is gone."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

_PIECE = 65_536
_STARTED_SECONDS = 10


class Line:
    """Carries bytes both ways from a port of its own, TLS and all, until it is dead."""

    def __init__(self, partner_port: int) -> None:
        self._partner_port = partner_port
        self._loop = asyncio.new_event_loop()
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._silence: list[socket.socket] = []
        self.port = 0
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def begin(self) -> None:
        """Carry, on a free port."""
        self._thread.start()
        self._do(self._open())

    def cut(self) -> None:
        """Break every connection off, this once."""
        self._do(self._drop())

    def die(self) -> None:
        """Drop every connection and take none: whoever connects waits for an answer that never comes."""
        if self._silence:
            return
        self._do(self._shut())
        # A queue of one that is full: Linux then drops whatever else asks for a connection.
        listener = _socket()
        listener.bind(("127.0.0.1", self.port))
        listener.listen(0)
        self._silence.append(listener)
        for _ in range(2):
            filler = socket.socket()
            filler.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                filler.connect(("127.0.0.1", self.port))
            self._silence.append(filler)

    def recover(self) -> None:
        """Carry again, where it was."""
        if self._silence:
            for each in reversed(self._silence):
                each.close()
            self._silence.clear()
            self._do(self._open())

    def end(self) -> None:
        """Close what is open."""
        self.recover()
        self._do(self._shut())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_STARTED_SECONDS)
        self._loop.close()

    def _do(self, work: object) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(_STARTED_SECONDS)  # type: ignore[arg-type]

    async def _open(self) -> None:
        listener = _socket()
        listener.bind(("127.0.0.1", self.port))
        self.port = listener.getsockname()[1]
        self._server = await asyncio.start_server(self._carry, sock=listener)

    async def _shut(self) -> None:
        if self._server is not None:
            self._server.close()
        await self._drop()
        self._server = None

    async def _drop(self) -> None:
        for writer in tuple(self._writers):
            writer.transport.abort()
        while self._writers:  # noqa: ASYNC110 (their own tasks take them out)
            await asyncio.sleep(0)

    async def _carry(self, client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        partner, to_partner = await asyncio.open_connection("127.0.0.1", self._partner_port)
        ends = {to_client, to_partner}
        self._writers |= ends
        with contextlib.suppress(OSError):
            await asyncio.gather(_pump(client, to_partner), _pump(partner, to_client))
        for end in ends:
            end.close()
        self._writers -= ends


async def _pump(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    try:
        while piece := await source.read(_PIECE):
            to.write(piece)
            await to.drain()
    finally:
        to.close()


def _socket() -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return made


@contextmanager
def line_to(origin: str) -> Iterator[tuple[Line, str]]:
    """A line to a partner while the block lasts, and the origin that leads through it."""
    parts = urlsplit(origin)
    assert parts.port
    line = Line(parts.port)
    line.begin()
    try:
        yield line, f"{parts.scheme}://localhost:{line.port}"
    finally:
        line.end()
