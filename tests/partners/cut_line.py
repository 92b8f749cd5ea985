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

    def cut_at_the_next_answer(self) -> None:
        """Once: the first bytes that come back are swallowed and that connection is closed."""
        self._cutting = True

    async def carry(self, client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        """One connection, until either side closes it."""
        partner, to_partner = await asyncio.open_connection("127.0.0.1", self._partner_port)
        up = asyncio.create_task(_pump(client, to_partner))
        try:
            while answer := await partner.read(_PIECE):
                if self._cutting:
                    self._cutting = False
                    self.cuts += 1
                    break
                to_client.write(answer)
                await to_client.drain()
        finally:
            up.cancel()
            for end in (to_client, to_partner):
                end.close()
                with suppress(OSError):
                    await end.wait_closed()


@asynccontextmanager
async def cut_line(partner_port: int) -> AsyncIterator[CutLine]:
    """A line on a free port of localhost, while the block lasts."""
    line = CutLine(partner_port)
    server = await asyncio.start_server(line.carry, "127.0.0.1", 0)
    line.port = server.sockets[0].getsockname()[1]
    async with server:
        yield line


async def _pump(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    while piece := await source.read(_PIECE):
        to.write(piece)
        await to.drain()
    to.write_eof() if to.can_write_eof() else to.close()
