"""`SignalPost` on SQLite: mail in a table, and a bell for those who wait in this process."""

import sqlite3
from collections.abc import Callable, Sequence

from shared.adapters.sqlite.database import Database
from shared.bells import Bells
from shared.ids import CallId
from shared.instants import Instant, after_seconds
from shared.ports import Signal, SignalKind


class SqliteSignals:
    """Another process's mail is seen when a wait is over; this process's rings at once."""

    def __init__(self, database: Database, clock: Callable[[], Instant]) -> None:
        self._database = database
        self._clock = clock
        self._bells = Bells()

    async def send(self, call_id: CallId, sender: str, to: str, kind: SignalKind, data: str) -> int:
        """See `SignalPost.send`."""
        row = (call_id, sender, to, kind, data, self._clock())

        def insert(connection: sqlite3.Connection) -> int:
            made = connection.execute(
                "INSERT INTO signals (call_id, sender, addressee, kind, data, sent_at) VALUES (?, ?, ?, ?, ?, ?)", row
            )
            return made.lastrowid or 0

        seq = await self._database.run(insert)
        self._bells.ring((call_id, to))
        return seq

    async def receive(self, call_id: CallId, to: str, after: int, wait_seconds: float = 0) -> Sequence[Signal]:
        """See `SignalPost.receive`."""
        with self._bells.listening((call_id, to)) as ear:
            mail = await self._mail(call_id, to, after)
            if mail or wait_seconds <= 0:
                return mail
            await ear.heard(wait_seconds)
            return await self._mail(call_id, to, after)

    async def discard(self, call_id: CallId) -> None:
        """See `SignalPost.discard`."""
        sql = "DELETE FROM signals WHERE call_id = ?"
        await self._database.run(lambda connection: connection.execute(sql, (call_id,)))

    async def _mail(self, call_id: CallId, to: str, after: int) -> list[Signal]:
        sql = (
            "SELECT seq, sender, kind, data FROM signals WHERE call_id = ? AND addressee = ? AND seq > ?"
            " ORDER BY seq LIMIT 100"
        )
        rows = await self._database.run(lambda connection: connection.execute(sql, (call_id, to, after)).fetchall())
        return [Signal(*row) for row in rows]

    async def purge(self, seconds: int) -> int:
        """Drop mail that is older than that; how much there was. A call that time ended discards nothing itself."""
        edge = after_seconds(self._clock(), -seconds)
        sql = "DELETE FROM signals WHERE sent_at <= ?"
        return await self._database.run(lambda connection: connection.execute(sql, (edge,)).rowcount)
