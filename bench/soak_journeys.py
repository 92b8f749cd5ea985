"""What people do in a soak: whole calls with everything that happens in them, and where each must end."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from bench.soak_client import Ask, Client, WrongAnswerError
from tests.functions.product import fresh_key, wrong_secret

_ROUNDS = 6
Kind = Callable[[Client], Awaitable["Journey"]]
_NOBODY = "403:pin_rejected"


@dataclass
class Journey:
    """One call of one operator; `expected` is what its document must say in the end."""

    client: Client
    call_id: str = ""
    pin: str = ""
    guesses: int = 0
    expected: dict[str, Any] = field(default_factory=dict)

    async def begin(self) -> None:
        once = {"Idempotency-Key": uuid4().hex}
        made = await self.client.operator("/api/create-call", {"subject": "Loan"}, "201", once)
        self.call_id = made.body["call_id"]
        await self.new_pin()

    async def new_pin(self) -> None:
        self.pin = (await self.client.operator("/api/issue-pin", {"call_id": self.call_id}, "201")).body["pin"]

    async def guess_wrong(self, times: int) -> None:
        """Strangers guess, each another secret; five in all kill a PIN."""
        for _ in range(times):
            self.guesses += 1
            body = {"pin": wrong_secret(self.pin, self.guesses), "redemption_key": fresh_key()}
            await self.client.customer()("/api/redeem-pin", body, _NOBODY)

    async def redeem(self) -> tuple[dict[str, Any], str]:
        """The honest customer, who gets in by this very PIN; nobody else does."""
        key = fresh_key()
        body = {"pin": self.pin, "redemption_key": key}
        place = (await self.client.customer()("/api/redeem-pin", body)).body
        again = (await self.client.customer()("/api/redeem-pin", body)).body
        _same(place, again, "participant_id", "match_code")
        await self.client.customer()("/api/redeem-pin", {**body, "redemption_key": fresh_key()}, _NOBODY)
        return place, key

    async def let_in(self) -> tuple[dict[str, Any], str, Ask]:
        """Until a customer is in the call: an answer that was lost may cost a try, two cost the place in the lobby."""
        for _ in range(_ROUNDS):
            place, key = await self.redeem()
            customer = self.client.customer(place["session_token"])
            waits = await customer("/api/issue-acs-token", {}, "202")
            _expect(waits.body["state"] == "waiting", "a token before the lobby's door was opened")
            session = await customer("/api/session")
            _same(place, session.body, "match_code")
            await customer("/api/session", None, "304 200", {"If-None-Match": session.headers["etag"]})
            if await self.admitted(place):
                return place, key, customer
            await self.new_pin()
        raise WrongAnswerError(f"{self.call_id}: nobody could be let in")

    async def admitted(self, place: dict[str, Any]) -> bool:
        """Whether the right code opened; it must, unless an answer was lost on the way."""
        named = {name: place[name] for name in ("call_id", "participant_id")}
        told_wrong = "200 403:match_code_wrong 409:participant_not_waiting"
        mistyped = False
        if self.client.chance.random() < 0.3:
            wrong = f"{(int(place['match_code']) + 1) % 100:02d}"
            first = await self.client.operator(
                "/api/admit", {**named, "match_code": wrong}, "403:match_code_wrong 409:participant_not_waiting"
            )
            mistyped = first.again or first.body.get("attempts_left") != 1
            _expect(first.again or first.body["attempts_left"] == 1, "one mistake costs one try")
        answer = await self.client.operator("/api/admit", {**named, "match_code": place["match_code"]}, told_wrong)
        _expect(answer.status == 200 or answer.again or mistyped, f"a right code was refused: {answer.body}")
        return answer.status == 200

    async def talk(self, place: dict[str, Any], customer: Ask) -> None:
        """Tokens, mail both ways, consents, a poll."""
        mine = (await customer("/api/issue-acs-token", {})).body
        again = (await customer("/api/issue-acs-token", {})).body
        _same(mine, again, "user_id", "join")
        theirs = (await self.client.operator("/api/issue-acs-token", {"call_id": self.call_id})).body
        _expect(theirs["user_id"] != mine["user_id"], "two people with one identity")
        await self._mail(place, customer)
        for granted in (True, False):
            kind = {"kind": "screen", "granted": granted}
            _expect((await customer("/api/consent", kind)).body["granted"] is granted, "another consent than given")
        seen = (await self.client.operator(f"/api/calls/{self.call_id}")).body
        inside = [one["participant_id"] for one in seen["participants"] if one["state"] == "admitted"]
        _expect(inside == [place["participant_id"]], "another than the admitted is in the call")

    async def _mail(self, place: dict[str, Any], customer: Ask) -> None:
        path, letters = "/api/local-call-signals", [secrets.token_urlsafe(300) for _ in range(3)]
        for data in letters:
            await customer(path, {"to": "operator", "kind": "candidate", "data": data}, "201")
        got = await self.client.operator(f"{path}?call_id={self.call_id}&after=0&wait=1")
        _expect(list(dict.fromkeys(one["data"] for one in got.body["signals"])) == letters, "mail was lost or mixed up")
        body = {"call_id": self.call_id, "to": place["participant_id"], "kind": "answer", "data": letters[0]}
        await self.client.operator(path, body, "201")
        back = (await customer(f"{path}?after=0&wait=1")).body["signals"]
        _expect({one["data"] for one in back} == {letters[0]}, "an answer went astray")

    async def end(self, customer: Ask) -> None:
        """The operator ends the call; nobody is let in from then on."""
        ended = (await self.client.operator("/api/end-call", {"call_id": self.call_id})).body
        _expect(ended["state"] == "ended", "an end that is none")
        await customer("/api/issue-acs-token", {}, "410:call_closed")
        _expect((await customer("/api/session")).body["state"] == "ended", "the customer isn't told")
        self.expected |= {"state": "ended"}


async def whole_call(client: Client) -> Journey:
    """From the first click to the end, with a reload in the middle."""
    journey = Journey(client)
    await journey.begin()
    place, key, customer = await journey.let_in()
    await journey.talk(place, customer)
    back = {**{name: place[name] for name in ("call_id", "participant_id")}, "redemption_key": key}
    resumed = (await client.customer()("/api/resume", back)).body
    _same(place, resumed, "participant_id", "call_id")
    await journey.end(client.customer(resumed["session_token"]))
    return journey


async def guessed_at(client: Client) -> Journey:
    """Strangers burn the PIN; the operator shows another, and the customer gets in by that."""
    journey = Journey(client)
    await journey.begin()
    await journey.guess_wrong(client.chance.choice((1, 2, 5)))
    if journey.guesses == 5:
        burnt = {"pin": journey.pin, "redemption_key": fresh_key()}
        await client.customer()("/api/redeem-pin", burnt, _NOBODY)
        await journey.new_pin()
    _, _, customer = await journey.let_in()
    await journey.end(customer)
    journey.expected |= {"failures": journey.guesses}
    return journey


async def turned_away(client: Client) -> Journey:
    """One customer is turned away, the next comes by another PIN and leaves of their own accord."""
    journey = Journey(client)
    await journey.begin()
    place, key = await journey.redeem()
    named = {name: place[name] for name in ("call_id", "participant_id")}
    away = await client.operator("/api/turn-away", named)
    _expect(away.body["state"] == "turned_away", "turned away, and still there")
    sent_off = client.customer(place["session_token"])
    await sent_off("/api/issue-acs-token", {}, "403:turned_away")
    await client.customer()("/api/resume", {**named, "redemption_key": key}, _NOBODY)
    await journey.new_pin()
    _, _, customer = await journey.let_in()
    _expect((await customer("/api/end-call", {})).body["state"] == "left", "left, and still there")
    journey.expected |= {"state": "open", "admitted": None}
    return journey


async def reissued(client: Client) -> Journey:
    """A PIN that nobody used is replaced: the older one is worth nothing."""
    journey = Journey(client)
    await journey.begin()
    older = journey.pin
    await journey.new_pin()
    await client.customer()("/api/redeem-pin", {"pin": older, "redemption_key": fresh_key()}, _NOBODY)
    await journey.redeem()
    listed = (await client.operator("/api/calls?limit=50")).body["calls"]
    _expect(journey.call_id in {one["call_id"] for one in listed} or len(listed) == 50, "the call is not in the list")
    journey.expected |= {"state": "open"}
    return journey


JOURNEYS: tuple[tuple[Kind, int], ...] = ((whole_call, 5), (guessed_at, 2), (turned_away, 2), (reissued, 1))
"""Each with its weight."""


def _expect(holds: bool, otherwise: str) -> None:  # noqa: FBT001
    if not holds:
        raise WrongAnswerError(otherwise)


def _same(one: dict[str, Any], other: dict[str, Any], *names: str) -> None:
    _expect(all(one[name] == other[name] for name in names), f"another {' or '.join(names)} than before")
