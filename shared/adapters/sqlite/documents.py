"""`DocumentStore` on SQLite."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from typing import cast

from shared.adapters.sqlite.conditional_writes import update
from shared.adapters.sqlite.database import Database
from shared.doctor.facts import StoreFacts
from shared.instants import Instant
from shared.json_values import JsonObject
from shared.patches import Patch
from shared.ports import Cursor


class SqliteDocuments:
    """Documents as JSON text; one statement a request, so each is atomic."""

    def __init__(self, database: Database, clock: Callable[[], Instant]) -> None:
        self._database = database
        self._clock = clock

    async def create(self, document: JsonObject) -> bool:
        """See `DocumentStore.create`."""
        now, body = self._clock(), json.dumps(document, ensure_ascii=False)
        gone_at = now + 1000 * cast("int", document["ttl"])

        def insert(connection: sqlite3.Connection) -> bool:
            made = connection.execute(
                "INSERT INTO documents (id, body, gone_at) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE"
                " SET body = excluded.body, gone_at = excluded.gone_at WHERE documents.gone_at <= ?",
                (document["id"], body, gone_at, now),
            )
            return made.rowcount == 1

        return await self._database.run(insert)

    async def read(self, document_id: str) -> JsonObject | None:
        """See `DocumentStore.read`."""
        now = self._clock()
        rows = await self._select("SELECT body FROM documents WHERE id = ? AND gone_at > ?", (document_id, now))
        return rows[0] if rows else None

    async def patch(self, document_id: str, patch: Patch) -> JsonObject | None:
        """See `DocumentStore.patch`."""
        statement = update(document_id, patch, self._clock())
        rows = await self._select(statement.sql, tuple(statement.parameters))
        return rows[0] if rows else None

    async def calls_of(self, operator_id: str, limit: int, after: Cursor | None) -> Sequence[JsonObject]:
        """See `DocumentStore.calls_of`."""
        edge = (after.created_at, after.call_id) if after else (2**62, "")
        return await self._select(
            "SELECT body FROM documents WHERE body ->> '$.type' = 'call' AND body ->> '$.operator.id' = ?"
            " AND (body ->> '$.created_at', id) < (?, ?) AND gone_at > ?"
            " ORDER BY body ->> '$.created_at' DESC, id DESC LIMIT ?",
            (operator_id, *edge, self._clock(), limit),
        )

    async def with_outbox(self, limit: int) -> Sequence[JsonObject]:
        """See `DocumentStore.with_outbox`."""
        return await self._select(
            "SELECT body FROM documents WHERE body ->> '$.type' = 'call' AND json_array_length(body, '$.outbox') > 0"
            " LIMIT ?",
            (limit,),
        )

    async def to_settle(self, now: Instant, limit: int) -> Sequence[JsonObject]:
        """See `DocumentStore.to_settle`."""
        return await self._select(
            "SELECT body FROM documents WHERE body ->> '$.type' = 'call' AND (body ->> '$.unsettled' > 0"
            " OR (body ->> '$.state' = 'open' AND body ->> '$.expires_at' <= ?)) LIMIT ?",
            (now, limit),
        )

    async def rooms_of_calls(self, room_ids: Sequence[str]) -> frozenset[str]:
        """See `DocumentStore.rooms_of_calls`."""
        rows = await self._database.run(
            lambda connection: connection.execute(
                "SELECT body ->> '$.room_id' FROM documents WHERE body ->> '$.type' = 'call'"
                " AND body ->> '$.room_id' IN (SELECT value FROM json_each(?))",
                (json.dumps(list(room_ids)),),
            ).fetchall()
        )
        return frozenset(row[0] for row in rows)

    async def ping(self) -> None:
        """See `DocumentStore.ping`."""
        await self._select("SELECT '{}'", ())

    async def facts(self) -> StoreFacts:
        """See `DocumentStore.facts`: one file, which takes one writer at a time."""
        await self.ping()
        return StoreFacts(("this machine",), strong=True)

    async def purge(self) -> int:
        """Drop the rows whose time is over; how many there were."""
        now = self._clock()
        return await self._database.run(
            lambda connection: connection.execute("DELETE FROM documents WHERE gone_at <= ?", (now,)).rowcount
        )

    async def _select(self, sql: str, parameters: tuple[str | int, ...]) -> list[JsonObject]:
        rows = await self._database.run(lambda connection: connection.execute(sql, parameters).fetchall())
        return [json.loads(row[0]) for row in rows]
