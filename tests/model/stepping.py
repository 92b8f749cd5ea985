"""One request, run again from its start with the answers it has had: what does it ask of the store now?

A coroutine can't be copied, so where a request stands is its list of answers, and going on is running it anew.
"""

import asyncio
import hashlib
import itertools
import secrets
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any
from unittest import mock

from shared import pins
from shared.bells import Bells
from shared.doctor.facts import StoreFacts
from shared.errors import Unavailable
from shared.ids import CallId
from shared.instants import Instant
from shared.json_values import JsonObject
from shared.patches import Patch
from shared.ports import Cursor, Ports
from shared.proof_memory import ProofMemory
from tests.model.glimpses import Glimpse, Readings
from tests.model.operations import Answered, Operation, Outcome, Refusal
from tests.model.turn_loop import TurnLoop

UNAVAILABLE = object()
"""The answer that is none: the store did not do it, or did it and the answer was lost."""
Answer = object


@dataclass(frozen=True, slots=True)
class Request:
    """One use case with its arguments. Two are equal when they are the same one of the same person."""

    kind: str
    about: str
    """Its arguments and its number, as text."""
    who: str
    begin: Callable[[Ports], Coroutine[Any, Any, object]] = field(compare=False)
    facts: object = field(compare=False, default=None)

    @property
    def site(self) -> str:
        """Who reads: whoever has a proof reads at other places than who has none."""
        return f"{self.who}: {self.kind}"


@dataclass(frozen=True, slots=True)
class Position:
    """Where a request stands: what it waits for, or how it ended; the PINs' tags that it has compared with, and
    whether that was right; the audit rows that it has written."""

    pending: tuple[Operation, ...]
    outcome: Outcome | None
    compared: tuple[tuple[bytes, bool], ...] = ()
    rows: tuple[JsonObject, ...] = ()


class PostedDocuments:
    """The store's port seen from a request: every operation is posted, and waits until it is answered."""

    def __init__(self, loop: TurnLoop, reader: str, readings: Readings) -> None:
        self._loop = loop
        self._reader = reader
        self._readings = readings
        self._answers = itertools.count()
        self.pending: list[tuple[Operation, asyncio.Future[Any]]] = []
        self.is_over = False

    def answer(self, number: int, answer: Answer) -> None:
        """Let the one who waits at this place of the queue go on."""
        _, waits = self.pending.pop(number)
        site = (self._reader, next(self._answers))
        if answer is UNAVAILABLE:
            waits.set_exception(Unavailable())
        elif isinstance(answer, list):
            waits.set_result([Glimpse(document, self._readings, site) for document in answer])
        else:
            waits.set_result(Glimpse(answer, self._readings, site) if isinstance(answer, dict) else answer)

    async def create(self, document: JsonObject) -> bool:
        return bool(await self._ask("create", str(document["id"]), document))

    async def read(self, document_id: str) -> JsonObject | None:
        return await self._ask("read", document_id, None)

    async def patch(self, document_id: str, patch: Patch) -> JsonObject | None:
        return await self._ask("patch", document_id, patch)

    async def with_outbox(self, limit: int) -> Sequence[JsonObject]:
        return await self._ask("query", "with_outbox", (limit,))

    async def to_settle(self, now: Instant, limit: int) -> Sequence[JsonObject]:
        return await self._ask("query", "to_settle", (now, limit))

    async def calls_of(self, operator_id: str, limit: int, after: Cursor | None) -> Sequence[JsonObject]:
        return await self._ask("query", "calls_of", (operator_id, limit, after))

    async def rooms_of_calls(self, room_ids: Sequence[str]) -> frozenset[str]:
        raise NotImplementedError

    async def ping(self) -> None:
        raise NotImplementedError

    async def facts(self) -> StoreFacts:
        raise NotImplementedError

    async def _ask(self, verb: Any, about: str, argument: object) -> Any:
        if self.is_over:
            raise Unavailable
        waits = self._loop.create_future()
        self.pending.append((Operation(verb, about, argument, repr(argument)), waits))
        return await waits


class Rows:
    """The audit log seen from a request. Where it does not answer, every row is left to the sweep."""

    def __init__(self, *, answers: bool) -> None:
        self._answers = answers
        self.rows: list[JsonObject] = []

    async def append(self, event: JsonObject) -> None:
        if not self._answers:
            raise Unavailable
        self.rows.append(event)

    async def events_of(self, call_id: CallId) -> Sequence[JsonObject]:
        raise NotImplementedError


class Draws:
    """The system's random source, made repeatable: every request draws the same again when it is run again."""

    def __init__(self) -> None:
        self._seed = ""
        self._drawn = 0

    def begin(self, seed: str) -> None:
        self._seed, self._drawn = seed, 0

    def token_bytes(self, count: int = 32) -> bytes:
        self._drawn += 1
        return hashlib.shake_256(f"{self._seed}/{self._drawn}".encode()).digest(count)

    def token_hex(self, count: int = 32) -> str:
        return self.token_bytes(count).hex()

    def randbelow(self, bound: int) -> int:
        return int.from_bytes(self.token_bytes(8)) % bound


class Stepper:
    """Runs requests. `turned_round` turns every comparison of a PIN round, to see whether it matters."""

    def __init__(self, ports: Ports, readings: Readings) -> None:
        self._ports = ports
        self._readings = readings
        self._draws = Draws()
        self._compared: list[tuple[bytes, bool]] = []
        self._turned_round = False
        self._same_tag = pins.same_tag

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Draws and comparisons are watched meanwhile. Stretching a PIN is remembered: it is a function."""
        with (
            mock.patch.object(secrets, "token_hex", self._draws.token_hex),
            mock.patch.object(secrets, "token_bytes", self._draws.token_bytes),
            mock.patch.object(secrets, "randbelow", self._draws.randbelow),
            mock.patch.object(pins, "same_tag", self._watched),
            mock.patch.object(pins, "tag", cache(pins.tag)),
        ):
            yield

    def run(self, request: Request, history: Sequence[tuple[int, Answer]], *, turned_round: bool = False) -> Position:
        """The request's position after these answers, each to the so-many-th of those that wait."""
        self._compared, self._turned_round = [], turned_round
        self._draws.begin(f"{request.who}/{request.kind}/{request.about}")
        loop = TurnLoop()
        documents = PostedDocuments(loop, request.site, self._readings)
        audit = Rows(answers=request.kind == "sweep_outboxes")
        ports = replace(
            self._ports,
            documents=documents,
            audit=audit,
            bells=Bells(),
            tries_under_way=Counter(),
            later=set(),
            proofs_used_here=ProofMemory(),
        )
        main = loop.create_task(request.begin(ports))
        self._quieten(loop, documents)
        for number, answer in history:
            documents.answer(number, answer)
            self._quieten(loop, documents)
        waiting = tuple(operation for operation, _ in documents.pending)
        position = Position(waiting, _outcome(main), tuple(self._compared), tuple(audit.rows))
        documents.is_over = True
        loop.wind_up()
        return position

    def _quieten(self, loop: TurnLoop, documents: PostedDocuments) -> None:
        loop.turn()
        while not documents.pending and any(not task.done() for task in loop.tasks) and loop.let_time_pass():
            loop.turn()

    def _watched(self, left: bytes, right: bytes) -> bool:
        same = self._same_tag(left, right)
        self._compared.append((right, same))
        return same is not self._turned_round


def _outcome(main: asyncio.Task[Any]) -> Outcome | None:
    if not main.done():
        return None
    error = main.exception()
    if error is None:
        return Answered(main.result(), repr(main.result()))
    if isinstance(error, Exception):
        return Refusal(error, repr(error))
    raise error
