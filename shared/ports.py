"""What the domain needs of the world, as Protocols; `Ports` is the bag of them.

Every method may raise `Unavailable` when the neighbour is away. A write that raises it may have happened:
whoever must know reads again.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from shared.bells import Bells
from shared.calls import Provider, RoomRole
from shared.doctor.facts import KeeperFacts, StoreFacts
from shared.ids import CallId
from shared.instants import Instant
from shared.json_values import JsonObject
from shared.patches import Patch
from shared.peppers import Peppers
from shared.policies import Policies
from shared.proof_memory import ProofMemory
from shared.signing_keys import KeyPurpose, KeyRing

SignalKind = Literal["offer", "answer", "candidate", "restart", "bye"]


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place in a list of calls after which the next page starts."""

    created_at: Instant
    call_id: CallId


class DocumentStore(Protocol):
    """Documents by id: created once, read by id, changed by conditional writes alone."""

    async def create(self, document: JsonObject) -> bool:
        """Store a new document; `id`, `type` and `ttl` (seconds from its last change) are required.

        False, and nothing stored, when a living document has that id.
        """
        ...

    async def read(self, document_id: str) -> JsonObject | None:
        """The document, or None when there is none (or its time is over)."""
        ...

    async def patch(self, document_id: str, patch: Patch) -> JsonObject | None:
        """Make all changes at once if the condition holds, and return the document after them.

        None, and nothing changed, when the condition does not hold or there is no such document.
        """
        ...

    async def calls_of(self, operator_id: str, limit: int, after: Cursor | None) -> Sequence[JsonObject]:
        """An operator's calls, newest first (created_at, then id, descending)."""
        ...

    async def with_outbox(self, limit: int) -> Sequence[JsonObject]:
        """Calls whose outbox is not empty."""
        ...

    async def to_settle(self, now: Instant, limit: int) -> Sequence[JsonObject]:
        """Calls that owe the call service something, or are open past their end."""
        ...

    async def rooms_of_calls(self, room_ids: Sequence[str]) -> frozenset[str]:
        """Of these rooms, those that a call's document names."""
        ...

    async def ping(self) -> None:
        """Return when the store answers."""
        ...

    async def facts(self) -> StoreFacts:
        """Who writes, and what a read may miss; asked of the store itself."""
        ...


class AuditLog(Protocol):
    """Audit rows: appended, never changed."""

    async def append(self, event: JsonObject) -> None:
        """Write the event; writing the same `id` again changes nothing."""
        ...

    async def events_of(self, call_id: CallId) -> Sequence[JsonObject]:
        """The events of a call in the order of their times."""
        ...


class SecretStore(Protocol):
    """Signing keys and peppers; served from memory once read."""

    async def key_ring(self, purpose: KeyPurpose) -> KeyRing:
        """The keys of one purpose; at least one."""
        ...

    async def peppers(self) -> Peppers:
        """The pepper in use, and the one before it while a rotation lasts."""
        ...

    async def ping(self) -> None:
        """Return when the keeper of the secrets answers, whatever memory could serve."""
        ...

    async def facts(self) -> KeeperFacts:
        """Of every version that is in use: when it was made and for whom, without what it holds. Asked of the keeper
        itself, which makes nothing for it: where there are no secrets yet there are no facts.
        """
        ...


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A token of the call service."""

    token: str = field(repr=False)
    expires_at: Instant


@dataclass(frozen=True, slots=True)
class Room:
    """Where a call is held, and the operator's identity there."""

    room_id: str
    operator_user_id: str


class CallService(Protocol):
    """The service that carries voice and pictures. Identities are made afresh for every participation.

    Whatever ends or takes away may be done again, and for what is gone already: that changes nothing.
    """

    @property
    def provider(self) -> Provider:
        """Its name in answers."""
        ...

    @property
    def endpoint(self) -> str | None:
        """Where a browser's SDK finds it, when it must be told."""
        ...

    async def open_room(self, opens: Instant, closes: Instant) -> Room:
        """A room that only its roster may enter, and only between these moments; the operator is its presenter."""
        ...

    async def create_identity(self) -> tuple[str, AccessToken]:
        """A new user id and its first token."""
        ...

    async def join_room(self, room_id: str, user_id: str, role: RoomRole) -> None:
        """Put an identity on the roster, or change the role that it has there."""
        ...

    async def issue_token(self, user_id: str) -> AccessToken:
        """A token for an identity that exists."""
        ...

    async def leave_room(self, room_id: str, user_id: str) -> None:
        """Take an identity off the roster, which throws it out."""
        ...

    async def delete_identity(self, user_id: str) -> None:
        """Revoke the identity's tokens and end it."""
        ...

    async def close_room(self, room_id: str) -> None:
        """Empty the roster and end the room for everybody."""
        ...

    async def rooms_over(self, moment: Instant, lasted_seconds: int) -> Sequence[str]:
        """The ids of rooms that stand though they were over before that moment, and that lasted about so long."""
        ...

    async def roster(self, room_id: str) -> Sequence[str]:
        """The user ids on the roster; empty when there is no such room."""
        ...

    async def ping(self) -> None:
        """Return when the service answers."""
        ...


@dataclass(frozen=True, slots=True)
class Signal:
    """One piece of mail between two participants' browsers."""

    seq: int
    sender: str
    kind: SignalKind
    data: str


class SignalPost(Protocol):
    """The post office of the local call service."""

    async def send(self, call_id: CallId, sender: str, to: str, kind: SignalKind, data: str) -> int:
        """Keep the signal for its addressee; its sequence number, rising within the call."""
        ...

    async def receive(self, call_id: CallId, to: str, after: int, wait_seconds: float = 0) -> Sequence[Signal]:
        """Mail for `to` with a higher sequence number than `after`, oldest first.

        When there is none it waits for some, at most so many seconds; it may then still be empty.
        """
        ...

    async def discard(self, call_id: CallId) -> None:
        """Drop all mail of a call."""
        ...


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything that a use case may reach; `signals` only with the local call service.

    `bells` ring with a call's id when this process has changed the call; `tries_under_way` counts, by network,
    the PINs that this process is judging at this moment; `proofs_used_here` are the proofs that it has seen; `later`
    is what it still has to do besides answering.
    """

    documents: DocumentStore
    audit: AuditLog
    secrets: SecretStore
    calls: CallService
    signals: SignalPost | None
    policies: Policies
    bells: Bells = field(default_factory=Bells)
    tries_under_way: Counter[str] = field(default_factory=Counter)
    proofs_used_here: ProofMemory = field(default_factory=ProofMemory)
    later: set[asyncio.Task[None]] = field(default_factory=set)
