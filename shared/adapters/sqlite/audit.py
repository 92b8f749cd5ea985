"""`AuditLog` on SQLite; the table's triggers refuse changes."""

import json
import sqlite3
from collections.abc import Sequence
from typing import cast

from shared.adapters.sqlite.database import Database
from shared.ids import CallId
from shared.json_values import JsonObject


class SqliteAudit:
    """Audit rows, create-only by event id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def append(self, event: JsonObject) -> None:
        """See `AuditLog.append`."""
        row = (cast("str", event["id"]), cast("str", event["call_id"]), cast("int", event["at"]), json.dumps(event))

        def insert(connection: sqlite3.Connection) -> None:
            connection.execute("INSERT INTO audit VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING", row)

        await self._database.run(insert)

    async def events_of(self, call_id: CallId) -> Sequence[JsonObject]:
        """See `AuditLog.events_of`."""
        sql = "SELECT body FROM audit WHERE call_id = ? ORDER BY at, rowid"
        rows = await self._database.run(lambda connection: connection.execute(sql, (call_id,)).fetchall())
        return [json.loads(row[0]) for row in rows]
