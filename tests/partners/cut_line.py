"""A line to a partner that is cut just when an answer comes: the work was done, and the client doesn't hear of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

_PIECE = 65_536


class CutLine:
    """Carries bytes both ways, TLS and all."""

    def __init__(self, partner_port: int) -> None:
        self.port = 0
        self.cuts = 0
        self._partner_port = partner_port
        self._cutting = False
        self._ends: set[asyncio.StreamWriter] = set()
        self._carrying: set[asyncio.Task[None]] = set()

    def cut_at_the_next_answer(self) -> None:
        """Once: the first bytes that come back are swallowed and that connection is closed."""
        self._cutting = True

    def begin(self, client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        """Carry one connection, until either side closes it."""
        self._carrying.add(asyncio.create_task(self._carry(client, to_client)))

    async def end(self) -> None:
        """Close what is open still."""
        for end in self._ends:
            end.close()
        await asyncio.gather(*self._carrying)

    async def _carry(self, client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        partner, to_partner = await asyncio.open_connection("127.0.0.1", self._partner_port)
        self._ends |= {to_client, to_partner}
        up = asyncio.create_task(_pump(client, to_partner))
        try:
            # Either side may be gone already.
            with suppress(OSError):
                while answer := await partner.read(_PIECE):
                    if self._cutting:
                        self._cutting = False
                        self.cuts += 1
                        break
                    to_client.write(answer)
                    await to_client.drain()
        finally:
            up.cancel()
            await asyncio.gather(up, return_exceptions=True)
            for end in (to_client, to_partner):
                end.close()
                with suppress(OSError):
                    await end.wait_closed()


@asynccontextmanager
async def cut_line(partner_port: int) -> AsyncIterator[CutLine]:
    """A line on a free port of localhost, while the block lasts."""
    line = CutLine(partner_port)
    server = await asyncio.start_server(line.begin, "127.0.0.1", 0)
    line.port = server.sockets[0].getsockname()[1]
    async with server:
        try:
            yield line
        finally:
            await line.end()


async def _pump(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    while piece := await source.read(_PIECE):
        to.write(piece)
        await to.drain()
    to.write_eof() if to.can_write_eof() else to.close()
