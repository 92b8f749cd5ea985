"""`AuditLog` on Cosmos DB: container `audit`, partitioned by call. Rows are made and read, nothing else."""

import time
from collections.abc import Sequence
from typing import cast

from shared.adapters.cosmos.account import CosmosAccount
from shared.adapters.cosmos.items import found, unless
from shared.ids import CallId
from shared.json_values import JsonObject

CONTAINER = "audit"
_WRITTEN = "written_at"


class CosmosAudit:
    """Create-only by event id within a call.

    Each row also keeps when it was written, in microseconds: events of one moment are told in that order.
    """

    def __init__(self, account: CosmosAccount) -> None:
        self._account = account
        self._last = 0

    async def append(self, event: JsonObject) -> None:
        """See `AuditLog.append`."""
        self._last = max(self._last + 1, time.time_ns() // 1000)
        row = {**event, _WRITTEN: self._last}
        async with self._account.asking(CONTAINER) as container:
            await unless(container.create_item(row, no_response=True), 409)

    async def events_of(self, call_id: CallId) -> Sequence[JsonObject]:
        """See `AuditLog.events_of`."""
        query = "SELECT * FROM c WHERE c.call_id = @call_id"
        async with self._account.asking(CONTAINER) as container:
            rows = [row async for row in found(container, query, {"@call_id": call_id}, partition=call_id)]
        rows.sort(key=lambda row: (cast("int", row["at"]), cast("int", row[_WRITTEN])))
        return [{name: value for name, value in row.items() if name != _WRITTEN} for row in rows]
