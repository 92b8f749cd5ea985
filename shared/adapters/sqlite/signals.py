"""`SignalPost` on SQLite: mail in a table, and a bell for those who wait in this process."""

import asyncio
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Sequence

from shared.adapters.sqlite.database import Database
from shared.ids import CallId
from shared.instants import Instant
from shared.ports import Signal, SignalKind


class SqliteSignals:
    """Another process's mail is seen when a wait is over; this process's rings at once."""

    def __init__(self, database: Database, clock: Callable[[], Instant]) -> None:
        self._database = database
        self._clock = clock
        self._waiting: defaultdict[tuple[str, str], set[asyncio.Event]] = defaultdict(set)

    async def send(self, call_id: CallId, sender: str, to: str, kind: SignalKind, data: str) -> int:
        """See `SignalPost.send`."""
        row = (call_id, sender, to, kind, data, self._clock())

        def insert(connection: sqlite3.Connection) -> int:
            made = connection.execute(
                "INSERT INTO signals (call_id, sender, addressee, kind, data, sent_at) VALUES (?, ?, ?, ?, ?, ?)", row
            )
            return made.lastrowid or 0

        seq = await self._database.run(insert)
        for bell in self._waiting.get((call_id, to), ()):
            bell.set()
        return seq

    async def receive(self, call_id: CallId, to: str, after: int) -> Sequence[Signal]:
        """See `SignalPost.receive`."""
        sql = (
            "SELECT seq, sender, kind, data FROM signals WHERE call_id = ? AND addressee = ? AND seq > ?"
            " ORDER BY seq LIMIT 100"
        )
        rows = await self._database.run(lambda connection: connection.execute(sql, (call_id, to, after)).fetchall())
        return [Signal(*row) for row in rows]

    async def wait(self, call_id: CallId, to: str, seconds: float) -> None:
        """See `SignalPost.wait`."""
        bell, waiting = asyncio.Event(), self._waiting[call_id, to]
        waiting.add(bell)
        try:
            async with asyncio.timeout(seconds):
                await bell.wait()
        except TimeoutError:
            pass
        finally:
            waiting.discard(bell)
            if not waiting:
                self._waiting.pop((call_id, to), None)

    async def discard(self, call_id: CallId) -> None:
        """See `SignalPost.discard`."""
        sql = "DELETE FROM signals WHERE call_id = ?"
        await self._database.run(lambda connection: connection.execute(sql, (call_id,)))
