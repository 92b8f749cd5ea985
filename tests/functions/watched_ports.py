"""The real neighbours behind a window: what was asked of them, and what happens when one fails."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from shared.calls import Provider, RoomRole
from shared.doctor.facts import StoreFacts
from shared.errors import Unavailable
from shared.ids import CallId
from shared.instants import Instant
from shared.json_values import JsonObject
from shared.patches import Patch
from shared.ports import AccessToken, AuditLog, CallService, Cursor, DocumentStore, Room

Verb = Literal["create", "read", "patch", "query", "append"]
When = Literal["before", "after"]
_Answer = TypeVar("_Answer")


@dataclass
class Fault:
    """The n-th request of this verb (from 1) is not done, or is done and its answer lost."""

    verb: Verb
    nth: int
    when: When

    def __str__(self) -> str:
        return f"{self.verb}-{self.nth}-{self.when}"


@dataclass
class Watch:
    """What was asked, in order, as "verb kind"; and the fault that is due."""

    requests: list[str] = field(default_factory=list)
    fault: Fault | None = None
    away: bool = False
    jitter: random.Random | None = None
    """When set, each request yields to others a random number of times before and after it is done."""
    before: Callable[[str], Awaitable[None]] | None = None
    """What else happens before a request is done."""
    after: Callable[[str, object], Awaitable[None]] | None = None
    """What else happens between a request and its answer."""
    _seen: dict[str, int] = field(default_factory=dict)

    def clear(self) -> None:
        self.requests.clear()

    def due(self, fault: Fault | None) -> None:
        """From now on, count for this fault."""
        self.fault = fault
        self._seen = {}

    async def note(self, verb: Verb, kind: str) -> bool:
        """Write the request down. Raises Unavailable when it fails before; True when its answer will be lost."""
        self.requests.append(f"{verb} {kind}")
        await self.yield_a_little()
        if self.before is not None:
            await self.before(f"{verb} {kind}")
        if self.away:
            raise Unavailable
        self._seen[verb] = self._seen.get(verb, 0) + 1
        hit = self.fault is not None and self.fault.verb == verb and self.fault.nth == self._seen[verb]
        if hit and self.fault is not None and self.fault.when == "before":
            raise Unavailable
        return hit

    async def yield_a_little(self) -> None:
        if self.jitter is not None:
            for _ in range(self.jitter.randrange(4)):
                await asyncio.sleep(0)


class WatchedDocuments:
    """A document store seen through a window."""

    def __init__(self, behind: DocumentStore) -> None:
        self.behind = behind
        self.watch = Watch()
        self.collisions = 0
        """So many pointers yet will meet a locator that is taken."""

    async def create(self, document: JsonObject) -> bool:
        kind = _kind(str(document["id"]))
        lost = await self.watch.note("create", kind)
        if kind == "pin" and self.collisions:
            self.collisions -= 1
            return False
        made = await self.behind.create(document)
        return await self._answer(f"create {kind}", made, lost=lost)

    async def read(self, document_id: str) -> JsonObject | None:
        kind = _kind(document_id)
        lost = await self.watch.note("read", kind)
        return await self._answer(f"read {kind}", await self.behind.read(document_id), lost=lost)

    async def patch(self, document_id: str, patch: Patch) -> JsonObject | None:
        kind = _kind(document_id)
        lost = await self.watch.note("patch", kind)
        return await self._answer(f"patch {kind}", await self.behind.patch(document_id, patch), lost=lost)

    async def calls_of(self, operator_id: str, limit: int, after: Cursor | None) -> Sequence[JsonObject]:
        await self.watch.note("query", "call")
        return await self.behind.calls_of(operator_id, limit, after)

    async def with_outbox(self, limit: int) -> Sequence[JsonObject]:
        await self.watch.note("query", "outbox")
        return await self.behind.with_outbox(limit)

    async def to_settle(self, now: Instant, limit: int) -> Sequence[JsonObject]:
        await self.watch.note("query", "unsettled")
        return await self.behind.to_settle(now, limit)

    async def rooms_of_calls(self, room_ids: Sequence[str]) -> frozenset[str]:
        await self.watch.note("query", "rooms")
        return await self.behind.rooms_of_calls(room_ids)

    async def ping(self) -> None:
        if self.watch.away:
            raise Unavailable
        await self.behind.ping()

    async def facts(self) -> StoreFacts:
        return await self.behind.facts()

    async def _answer(self, request: str, answer: _Answer, *, lost: bool) -> _Answer:
        await self.watch.yield_a_little()
        if self.watch.after is not None:
            await self.watch.after(request, answer)
        if lost:
            raise Unavailable
        return answer


class WatchedAudit:
    """An audit log seen through a window."""

    def __init__(self, behind: AuditLog) -> None:
        self.behind = behind
        self.watch = Watch()

    async def append(self, event: JsonObject) -> None:
        lost = await self.watch.note("append", str(event["type"]))
        await self.behind.append(event)
        if lost:
            raise Unavailable

    async def events_of(self, call_id: CallId) -> Sequence[JsonObject]:
        return await self.behind.events_of(call_id)


class WatchedCalls:
    """A call service seen through a window; it can be away."""

    def __init__(self, behind: CallService) -> None:
        self.behind = behind
        self.requests: list[str] = []
        self.away = False
        self.fails = ""
        """The one request that fails, whole or by its kind."""

    @property
    def provider(self) -> Provider:
        return self.behind.provider

    def _note(self, request: str) -> None:
        self.requests.append(request)
        if self.away or self.fails in {request, request.partition(" ")[0]}:
            raise Unavailable

    @property
    def endpoint(self) -> str | None:
        return self.behind.endpoint

    async def open_room(self, opens: Instant, closes: Instant) -> Room:
        self._note("open_room")
        return await self.behind.open_room(opens, closes)

    async def create_identity(self) -> tuple[str, AccessToken]:
        self._note("create_identity")
        return await self.behind.create_identity()

    async def join_room(self, room_id: str, user_id: str, role: RoomRole) -> None:
        self._note(f"join_room as {role}")
        await self.behind.join_room(room_id, user_id, role)

    async def issue_token(self, user_id: str) -> AccessToken:
        self._note("issue_token")
        return await self.behind.issue_token(user_id)

    async def leave_room(self, room_id: str, user_id: str) -> None:
        self._note(f"leave_room {user_id}")
        await self.behind.leave_room(room_id, user_id)

    async def delete_identity(self, user_id: str) -> None:
        self._note(f"delete_identity {user_id}")
        await self.behind.delete_identity(user_id)

    async def close_room(self, room_id: str) -> None:
        self._note(f"close_room {room_id}")
        await self.behind.close_room(room_id)

    async def rooms_over(self, moment: Instant, lasted_seconds: int) -> Sequence[str]:
        self._note("rooms_over")
        return await self.behind.rooms_over(moment, lasted_seconds)

    async def roster(self, room_id: str) -> Sequence[str]:
        self._note("roster")
        return await self.behind.roster(room_id)

    async def ping(self) -> None:
        if self.away:
            raise Unavailable
        await self.behind.ping()


def _kind(document_id: str) -> str:
    return document_id.partition("_")[0]
