"""`DocumentStore` on Cosmos DB: container `assist`, partitioned by id, one request for every read and change."""

import asyncio
from collections.abc import Sequence
from typing import cast

from shared.adapters.cosmos.account import CosmosAccount
from shared.adapters.cosmos.audit import CONTAINER as AUDIT
from shared.adapters.cosmos.conditional_patches import operation, predicate
from shared.adapters.cosmos.items import content, found, unless
from shared.doctor.facts import StoreFacts
from shared.instants import Instant
from shared.json_values import Json, JsonObject
from shared.patches import Patch
from shared.ports import Cursor

CONTAINER = "assist"
_NOBODY = "ping"


class CosmosDocuments:
    """Each change is one conditional patch, judged by the service; the lists below are for timers and operators.

    Time to live is the container's (its default is -1: on, and each document says how long).
    """

    def __init__(self, account: CosmosAccount) -> None:
        self._account = account

    async def create(self, document: JsonObject) -> bool:
        """See `DocumentStore.create`."""
        async with self._account.asking(CONTAINER) as container:
            made = await unless(container.create_item(dict(document), no_response=True), 409)
        return made is not None

    async def read(self, document_id: str) -> JsonObject | None:
        """See `DocumentStore.read`."""
        async with self._account.asking(CONTAINER) as container:
            item = await unless(container.read_item(document_id, document_id), 404)
            return None if item is None else content(item)

    async def patch(self, document_id: str, patch: Patch) -> JsonObject | None:
        """See `DocumentStore.patch`."""
        operations = [operation(change) for change in patch.changes]
        when = predicate(patch.when)
        async with self._account.asking(CONTAINER) as container:
            request = container.patch_item(document_id, document_id, operations, filter_predicate=when)
            item = await unless(request, 404, 412)
            return None if item is None else content(item)

    async def calls_of(self, operator_id: str, limit: int, after: Cursor | None) -> Sequence[JsonObject]:
        """See `DocumentStore.calls_of`.

        Ordered by one property, which needs no composite index; calls of one millisecond are put in order here.
        """
        query = (
            "SELECT * FROM c WHERE c.type = 'call' AND c.operator.id = @operator AND c.created_at <= @newest"
            " ORDER BY c.created_at DESC"
        )
        newest = after.created_at if after else 2**53
        page: list[JsonObject] = []
        moment: list[JsonObject] = []
        async with self._account.asking(CONTAINER) as container:
            async for item in found(container, query, {"@operator": operator_id, "@newest": newest}, page=limit + 1):
                if moment and moment[0]["created_at"] != item["created_at"]:
                    page += _in_order(moment, after)
                    moment = []
                    if len(page) >= limit:
                        break
                moment.append(item)
        return [*page, *_in_order(moment, after)][:limit]

    async def with_outbox(self, limit: int) -> Sequence[JsonObject]:
        """See `DocumentStore.with_outbox`."""
        query = "SELECT * FROM c WHERE c.type = 'call' AND IS_DEFINED(c.outbox[0].id)"
        return await self._some(query, {}, limit)

    async def to_settle(self, now: Instant, limit: int) -> Sequence[JsonObject]:
        """See `DocumentStore.to_settle`."""
        query = (
            "SELECT * FROM c WHERE c.type = 'call' AND (c.unsettled > 0 OR (c.state = 'open' AND c.expires_at <= @now))"
        )
        return await self._some(query, {"@now": now}, limit)

    async def rooms_of_calls(self, room_ids: Sequence[str]) -> frozenset[str]:
        """See `DocumentStore.rooms_of_calls`."""
        if not room_ids:
            return frozenset()
        query = "SELECT c.room_id FROM c WHERE c.type = 'call' AND ARRAY_CONTAINS(@rooms, c.room_id)"
        async with self._account.asking(CONTAINER) as container:
            rooms = found(container, query, {"@rooms": list(room_ids)})
            return frozenset([cast("str", item["room_id"]) async for item in rooms])

    async def ping(self) -> None:
        """See `DocumentStore.ping`: reads a document that nobody makes, in both containers."""
        await asyncio.gather(*(self._look_into(container) for container in (CONTAINER, AUDIT)))

    async def facts(self) -> StoreFacts:
        """See `DocumentStore.facts`."""
        return await self._account.facts()

    async def _look_into(self, name: str) -> None:
        async with self._account.asking(name) as container:
            await unless(container.read_item(_NOBODY, _NOBODY), 404)

    async def _some(self, query: str, parameters: dict[str, Json], limit: int) -> list[JsonObject]:
        items: list[JsonObject] = []
        async with self._account.asking(CONTAINER) as container:
            async for item in found(container, query, parameters, page=limit):
                items.append(item)
                if len(items) == limit:
                    break
        return items


def _in_order(moment: list[JsonObject], after: Cursor | None) -> list[JsonObject]:
    """Calls that were made in one millisecond, by id descending, without those up to the cursor."""
    if after and moment and moment[0]["created_at"] == after.created_at:
        moment = [item for item in moment if cast("str", item["id"]) < after.call_id]
    return sorted(moment, key=lambda item: cast("str", item["id"]), reverse=True)
