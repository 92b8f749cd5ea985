"""`DocumentStore` in memory. Its queries and writes are the explorer's own, so that the contract judges both."""

import asyncio
import copy
from collections.abc import Callable, Iterable, Sequence
from typing import cast

from shared.doctor.facts import StoreFacts
from shared.instants import Instant, after_seconds
from shared.json_values import JsonObject
from shared.patches import Patch
from shared.ports import Cursor
from tests.model.conditional_writes import patched


def with_outbox(documents: Iterable[JsonObject], limit: int) -> list[JsonObject]:
    """See `DocumentStore.with_outbox`."""
    return [document for document in documents if document["type"] == "call" and document["outbox"]][:limit]


def to_settle(documents: Iterable[JsonObject], now: Instant, limit: int) -> list[JsonObject]:
    """See `DocumentStore.to_settle`."""
    return [document for document in documents if document["type"] == "call" and _needs_settling(document, now)][:limit]


def _needs_settling(document: JsonObject, now: Instant) -> bool:
    overdue = document["state"] == "open" and cast("int", document["expires_at"]) <= now
    return overdue or cast("int", document["unsettled"]) > 0


def calls_of(documents: Iterable[JsonObject], operator_id: str, limit: int, after: Cursor | None) -> list[JsonObject]:
    """See `DocumentStore.calls_of`."""

    def place(document: JsonObject) -> tuple[int, str]:
        return cast("int", document["created_at"]), str(document["id"])

    own = [
        document
        for document in documents
        if document["type"] == "call"
        and cast("JsonObject", document["operator"])["id"] == operator_id
        and (after is None or place(document) < (after.created_at, after.call_id))
    ]
    return sorted(own, key=place, reverse=True)[:limit]


class MemoryDocuments:
    """Documents that go with the process. Every request lets others go first, as a request over a wire does."""

    def __init__(self, clock: Callable[[], Instant]) -> None:
        self._clock = clock
        self._kept: dict[str, tuple[JsonObject, Instant]] = {}

    async def create(self, document: JsonObject) -> bool:
        await asyncio.sleep(0)
        if self._living(str(document["id"])) is not None:
            return False
        self._keep(document)
        return True

    async def read(self, document_id: str) -> JsonObject | None:
        await asyncio.sleep(0)
        return copy.deepcopy(self._living(document_id))

    async def patch(self, document_id: str, patch: Patch) -> JsonObject | None:
        await asyncio.sleep(0)
        before = self._living(document_id)
        after = None if before is None else patched(before, patch)
        if after is not None:
            self._keep(after)
        return copy.deepcopy(after)

    async def calls_of(self, operator_id: str, limit: int, after: Cursor | None) -> Sequence[JsonObject]:
        await asyncio.sleep(0)
        return copy.deepcopy(calls_of(self._all(), operator_id, limit, after))

    async def with_outbox(self, limit: int) -> Sequence[JsonObject]:
        await asyncio.sleep(0)
        return copy.deepcopy(with_outbox(self._all(), limit))

    async def to_settle(self, now: Instant, limit: int) -> Sequence[JsonObject]:
        await asyncio.sleep(0)
        return copy.deepcopy(to_settle(self._all(), now, limit))

    async def rooms_of_calls(self, room_ids: Sequence[str]) -> frozenset[str]:
        await asyncio.sleep(0)
        named = {str(document["room_id"]) for document in self._all() if "room_id" in document and _is_call(document)}
        return frozenset(room_ids) & named

    async def ping(self) -> None:
        await asyncio.sleep(0)

    async def facts(self) -> StoreFacts:
        return StoreFacts(("this process",), strong=True)

    def _keep(self, document: JsonObject) -> None:
        gone_at = after_seconds(self._clock(), cast("int", document["ttl"]))
        self._kept[str(document["id"])] = (copy.deepcopy(document), gone_at)

    def _living(self, document_id: str) -> JsonObject | None:
        kept, gone_at = self._kept.get(document_id, (None, Instant(0)))
        return kept if gone_at > self._clock() else None

    def _all(self) -> list[JsonObject]:
        return [document for document, gone_at in self._kept.values() if gone_at > self._clock()]


def _is_call(document: JsonObject) -> bool:
    return document["type"] == "call"
