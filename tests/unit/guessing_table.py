"""Somebody who guesses PINs, at the real use cases on a real store: two random digits instead of nine.

What is rare in life happens here all the time. Draws come from a seeded generator, so that a run is always the same.
"""

import random
from dataclasses import dataclass, field, replace
from ipaddress import IPv4Address
from pathlib import Path
from types import SimpleNamespace

import pytest

from shared import match_codes, pin_odds, pins
from shared.calls import Call
from shared.errors import MatchCodeWrong, PinRejected
from shared.ids import CallId, ParticipantId
from shared.operators import StaffMember
from shared.pin_odds import PinRules
from shared.pins import Pin
from shared.policies import MATCH_CODE_TRIES, PinPolicy
from shared.settings import load
from shared.usecases.create_call import NewCall, create_call
from shared.usecases.issue_pin import issue_pin
from shared.usecases.lobby import admit
from shared.usecases.own_calls import own_call
from shared.usecases.redeem_pin import Redemption, redeem_pin
from shared.wiring import wire
from tests.unit.held_clock import HeldClock

RULES = PinRules(secret_digits=1, life_seconds=600, lobby=True, locator_digits=1)
CODES = 10
"""Match codes, so that two tries often find one."""
_OPERATOR = StaffMember("22222222-2222-4222-8222-000000000001", "Jana", ("Operator",))
_ASKED = NewCall(subject=None, widget="default", scenario=None, idempotency_key=None)


@dataclass
class Tally:
    """What happened in each round."""

    lobby: list[int] = field(default_factory=list)
    call: list[int] = field(default_factory=list)
    burnt: list[int] = field(default_factory=list)


class GuessingTable:
    """Calls with live PINs, and an attacker with as many IPv4 addresses as they need."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.chance = random.Random(20260101)
        self.clock = HeldClock()
        self.wired = wire(load({"DATA_DIR": str(folder)}), self.clock)
        ports = self.wired.ports
        short = replace(ports.policies, pins=PinPolicy(RULES.secret_digits, RULES.life_seconds))
        self.ports = replace(ports, policies=short)
        self._addresses = iter(range(int(IPv4Address("10.0.0.1")), 2**32))
        seeded = SimpleNamespace(randbelow=self.chance.randrange, token_bytes=self.chance.randbytes)
        monkeypatch.setattr(pins, "secrets", seeded)
        monkeypatch.setattr(pins, "LOCATOR_DIGITS", RULES.locator_digits)
        monkeypatch.setattr(match_codes, "MATCH_CODES", CODES)
        monkeypatch.setattr(pin_odds, "MATCH_CODES", CODES)

    def address(self) -> IPv4Address:
        """One that has not been refused yet."""
        return IPv4Address(next(self._addresses))

    async def guess(self, locator: int, secret: int, address: IPv4Address) -> tuple[CallId, ParticipantId] | None:
        """Where this guess leads. Raises TooManyAttempts."""
        key = f"{self.chance.getrandbits(192):048x}"
        wanted = Redemption(
            pin=Pin(str(locator), str(secret)),
            redemption_key=key,
            proof=None,
            widget="default",
            display_name=None,
            customer_token=None,
            address=address,
        )
        try:
            call, participant = await redeem_pin(self.ports, wanted, self.clock())
        except PinRejected:
            return None
        return call.call_id, participant.participant_id

    async def play(self, live: int, guesses: list[tuple[int, int]], tally: Tally) -> None:
        """One round: these guesses, five from each address, against so many PINs just issued."""
        calls = [await self._new_call() for _ in range(live)]
        tries = self.ports.policies.network.ten_minutes
        reached = []
        for number, (locator, secret) in enumerate(guesses):
            if number % tries == 0:
                address = self.address()
            found = await self.guess(locator, secret, address)
            reached += [found] if found else []
        tally.lobby.append(len(reached))
        tally.call.append(sum([await self._gets_in(*place) for place in reached]))
        tally.burnt.append(sum([(await self._seen(call)).pin_state == "burnt" for call in calls]))
        self.clock.forward(self.ports.policies.lifetimes.call_seconds + 1)

    async def _new_call(self) -> CallId:
        call = await create_call(self.ports, _OPERATOR, _ASKED, self.clock())
        await issue_pin(self.ports, _OPERATOR, call.call_id, self.clock())
        return call.call_id

    async def _gets_in(self, call_id: CallId, participant_id: ParticipantId) -> bool:
        """The operator, who hears no code from a stranger, types two at random."""
        for code in self.chance.sample(range(CODES), MATCH_CODE_TRIES):
            try:
                await admit(self.ports, _OPERATOR, call_id, participant_id, f"{code:02d}", self.clock())
            except MatchCodeWrong:
                continue
            return True
        return False

    async def _seen(self, call_id: CallId) -> Call:
        return await own_call(self.ports, _OPERATOR, call_id, self.clock())


def spread(chance: random.Random, count: int) -> list[tuple[int, int]]:
    """Guesses that go round all locators, no number twice."""
    locators = chance.sample(range(RULES.locators), RULES.locators)
    secrets = {locator: chance.sample(range(RULES.secrets), RULES.secrets) for locator in locators}
    return [
        (locators[n % RULES.locators], secrets[locators[n % RULES.locators]][n // RULES.locators]) for n in range(count)
    ]


def heaped(chance: random.Random, count: int) -> list[tuple[int, int]]:
    """Guesses that finish one locator before they go to the next."""
    made = []
    for locator in chance.sample(range(RULES.locators), RULES.locators):
        made += [(locator, secret) for secret in chance.sample(range(RULES.secrets), RULES.failures_per_pin)]
    return made[:count]
