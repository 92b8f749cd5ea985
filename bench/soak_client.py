"""An honest client on a bad day: asks again when told to, and holds every answer against what the contract allows."""

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, Self

import aiohttp

from tests.functions.product import FRONT_DOOR_ID, fresh_address

TRIES = 40
IMPATIENCE_SECONDS = 0.15
"""Clients are told to come again in a second, and come sooner: the more load."""
LATEST_SECONDS = 5.0


class WrongAnswerError(Exception):
    """Not what the contract allows, given what the client did."""


@dataclass
class Tally:
    """Every answer by its kind, how long the slowest took, and what was wrong."""

    answers: Counter[str] = field(default_factory=Counter)
    journeys: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    late: int = 0
    slowest: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """The last answer, and whether it took more than one try (what an earlier one did is then not known)."""

    status: int
    body: dict[str, Any]
    headers: Mapping[str, str]
    again: bool

    @property
    def code(self) -> str:
        return str(self.body.get("code", ""))


class Ask(Protocol):
    """One request until it is answered."""

    async def __call__(
        self, path: str, body: object = None, allowed: str = "200", headers: Mapping[str, str] | None = None
    ) -> Answer: ...


class Client:
    """The operator's browser and any number of customers', over one pool of connections."""

    def __init__(self, origin: str, tally: Tally, chance: random.Random) -> None:
        self.tally, self.chance = tally, chance
        self._operator = aiohttp.ClientSession(origin)
        self._anybody = aiohttp.ClientSession(origin)

    async def __aenter__(self) -> Self:
        await self._operator.get("/.auth/login/aad?as=operator-1", allow_redirects=False)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._operator.close()
        await self._anybody.close()

    async def operator(
        self, path: str, body: object = None, allowed: str = "200", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """POST with a body, else GET. `allowed`: statuses, or `status:code`, with spaces between."""
        return await self._until_answered(self._operator, path, body, allowed, headers or {})

    def customer(self, token: str = "") -> Ask:
        """The same for one customer, from one network."""
        door = {"X-Azure-FDID": FRONT_DOOR_ID, "X-Azure-SocketIP": fresh_address()}
        bearer = {"Authorization": f"Bearer {token}"} if token else {}

        async def ask(
            path: str, body: object = None, allowed: str = "200", headers: Mapping[str, str] | None = None
        ) -> Answer:
            sent = {**door, **bearer, **(headers or {})}
            return await self._until_answered(self._anybody, path, body, allowed, sent)

        return ask

    async def _until_answered(
        self, client: aiohttp.ClientSession, path: str, body: object, allowed: str, headers: Mapping[str, str]
    ) -> Answer:
        for tried in range(TRIES):
            seen = await self._once(client, path, body, headers, again=tried > 0)
            if seen.status != 503:
                self._judge(path, seen, allowed)
                return seen
            if seen.code != "unavailable" or int(seen.headers.get("retry-after", 0)) < 1:
                raise WrongAnswerError(f"{path}: 503 without code or Retry-After: {seen.body}")
            await asyncio.sleep(self.chance.uniform(0, IMPATIENCE_SECONDS))
        raise WrongAnswerError(f"{path}: put off {TRIES} times")

    async def _once(
        self, client: aiohttp.ClientSession, path: str, body: object, headers: Mapping[str, str], *, again: bool
    ) -> Answer:
        began = time.perf_counter()
        typed = {} if body is None else {"Content-Type": "application/json"}
        content = None if body is None else json.dumps(body).encode()
        method = "GET" if body is None else "POST"
        async with client.request(method, path, data=content, headers={**typed, **headers}) as answer:
            read = await answer.read()
        took = time.perf_counter() - began
        held = 20.0 if "wait=" in path else 0.0
        self.tally.late += took > LATEST_SECONDS + held
        self.tally.slowest = max(self.tally.slowest, took)
        self.tally.answers[str(answer.status)] += 1
        return Answer(answer.status, json.loads(read) if read else {}, answer.headers, again)

    def _judge(self, path: str, answer: Answer, allowed: str) -> None:
        kinds = {str(answer.status), f"{answer.status}:{answer.code}"}
        if not kinds & set(allowed.split()):
            raise WrongAnswerError(f"{path}: {answer.status} {answer.body}, allowed: {allowed}")
