"""Texts that attack somebody, in every place of a request, at every route: blocked, refused, or without any effect.

Which of them, `corpus/verdicts.txt` says of each text and place. Our own code refuses whatever it reads and does not
expect; what it does not read changes nothing of its answer, and stands nowhere in it.
"""

import asyncio
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pytest

from tests.functions.contract_document import ContractDocument
from tests.functions.people import Customer
from tests.functions.people import Operator as SignedIn
from tests.waf.attack_texts import (
    PLACES,
    Sent,
    attacked,
    installed_rules,
    table,
    texts,
    verdicts,
    written_for,
)
from tests.waf.attackers import Line, reflects, same_answer
from tests.waf.stand_in import StandIn

TEXTS = texts()
_NOBODY = {"call_id": "call_" + "0" * 32, "participant_id": "part_" + "0" * 32}
_KEY = {"redemption_key": "k" * 43}
_AT_ONCE, _TEXTS_EACH = 8, 8


@dataclass(slots=True)
class Bystander:
    """A call that nobody attacks, and the people in it."""

    operator: SignedIn
    customer: Customer
    call_id: str

    @property
    def routes(self) -> list[Sent]:
        """Each route, with those two as callers."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.operator.http.cookies.items())
        return _routes(cookie.encode(), self.customer.http.headers["Authorization"].encode(), self.call_id)

    def state(self) -> tuple[object, object]:
        """All that the operator sees."""
        shown = self.operator.call(self.call_id)
        for who in shown["participants"]:
            del who["last_seen_at"]
        return shown, self.operator.get("/api/calls?limit=100").json()["next"]


def _routes(cookie: bytes, token: bytes, call_id: str) -> list[Sent]:
    """Each route with the one who may call it, asking for what is not there or changes nothing."""
    operator, customer = {"Cookie": cookie}, {"Authorization": token}
    there = {"kind": "offer", "to": "part_x", "data": "v=0", "call_id": _NOBODY["call_id"]}
    return [
        Sent("POST", "/api/create-call", operator, {"widget": "none", "scenario": "none"}),
        Sent("POST", "/api/issue-pin", operator, {"call_id": _NOBODY["call_id"]}),
        Sent("POST", "/api/redeem-pin", {}, {"pin": "12", **_KEY}),
        Sent("POST", "/api/resume", {}, {**_NOBODY, **_KEY}),
        Sent("POST", "/api/issue-acs-token", operator, {"call_id": _NOBODY["call_id"]}),
        Sent("POST", "/api/consent", customer, {"kind": "none", "granted": True}),
        Sent("POST", "/api/admit", operator, {**_NOBODY, "match_code": "00"}),
        Sent("POST", "/api/turn-away", operator, _NOBODY),
        Sent("POST", "/api/end-call", operator, {"call_id": _NOBODY["call_id"]}),
        Sent("POST", "/api/local-call-signals", operator, there),
        Sent("GET", "/api/local-call-signals", customer),
        Sent("GET", "/api/session", customer),
        Sent("GET", "/api/jwks"),
        Sent("GET", "/api/widget-config"),
        Sent("GET", "/api/calls", operator),
        Sent("GET", f"/api/calls/{call_id}", operator),
        Sent("GET", "/api/me", operator),
        Sent("GET", "/api/health"),
        Sent("GET", "/api/health/ready"),
        Sent("GET", "/api/openapi.json"),
        Sent("GET", "/operator/", operator),
    ]


@pytest.fixture(scope="module")
def bystander(host: str, document: ContractDocument) -> Iterator[Bystander]:
    """In a call, by the product's own door."""
    with SignedIn(host, document) as operator, Customer(host, document) as customer:
        call_id = operator.new_call()
        customer.redeem(operator.new_pin(call_id))
        operator.admit(customer)
        yield Bystander(operator, customer, call_id)


async def _attack(line: Line, honest: Sent, place: str, text: str) -> str:
    """Who stopped it. Fails if nobody did and it did anything."""
    sent = attacked(honest, place, text)
    assert sent is not None
    answer = await line.send(sent)
    who = line.judged(answer)
    if who == "product" and answer.status_code < 400:
        headers = {name: value for name, value in honest.headers.items() if (name, place) != ("Cookie", "sign-in")}
        without = replace(honest, headers=headers)
        assert same_answer(answer, await line.send(without)), f"{sent} was answered {answer.text[:500]}"
        assert not reflects(answer, text), f"{sent} came back in {answer.text[:500]}"
    return who


async def _attacks(
    stand_in: StandIn, document: ContractDocument, all_of_them: Iterable[tuple[Sent, str, str]]
) -> list[str]:
    """Who stopped each."""
    turn = asyncio.Semaphore(_AT_ONCE)

    async def one(honest: Sent, place: str, text: str) -> str:
        async with turn:
            return await _attack(line, honest, place, text)

    async with Line(stand_in, document) as line:
        async with asyncio.TaskGroup() as sending:
            ending = [sending.create_task(one(*attack)) for attack in all_of_them]
        return [task.result() for task in ending]


ASKED = {
    "path": "/api/calls",
    "query": "/api/widget-config",
    "parameter": "/api/widget-config",
    "cookie": "/api/me",
    "sign-in": "/api/me",
    "agent": "/api/health",
    "referer": "/api/health",
    "header": "/api/health",
    "token": "/api/session",
    "proof": "/api/session",
    "field": "/api/resume",
    "name": "/api/resume",
    "body": "/api/resume",
}
"""Whom the table's texts are sent to."""


async def test_each_text_is_stopped_where_the_table_says(
    stand_in: StandIn, document: ContractDocument, bystander: Bystander
) -> None:
    before = bystander.state()
    routes = {(sent.method, sent.path): sent for sent in bystander.routes}
    asked = [(text, place) for text in TEXTS for place in PLACES]

    ended = await _attacks(
        stand_in,
        document,
        [
            (routes["POST" if place in {"field", "name", "body"} else "GET", ASKED[place]], place, TEXTS[text])
            for text, place in asked
        ],
    )

    found = dict(zip(asked, ended, strict=True))
    print(table(found))
    assert bystander.state() == before
    if installed_rules() != written_for():
        pytest.skip(f"none did harm; the table is of OWASP's rules {written_for()}, and here are {installed_rules()}")
    assert {at: who for at, who in found.items() if verdicts()[at] != who} == {}


async def test_every_route_meets_every_place_with_texts_of_every_kind(
    stand_in: StandIn, document: ContractDocument, bystander: Bystander
) -> None:
    before = bystander.state()
    following = itertools.cycle(TEXTS.values())
    asked = [
        (route, place, next(following))
        for route in bystander.routes
        for place in PLACES
        if attacked(route, place, "") is not None
        for _ in range(_TEXTS_EACH)
    ]

    ended = await _attacks(stand_in, document, asked)

    assert len(asked) > len(TEXTS) * len(PLACES)
    assert set(ended) == {"firewall", "door", "product"}
    assert bystander.state() == before
