"""The odds of guessing PINs: counted at the real use cases, where an attacker plays, and known sums.

Agreement is asked for within four standard deviations (99.99 %); draws are seeded, so it holds always or never.
"""

import math
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from shared.errors import TooManyAttempts
from shared.networks import DAY_SECONDS, TEN_MINUTES_SECONDS
from shared.pin_odds import Attack, Odds, PinRules, botnet, pin_odds, unbudgeted
from shared.settings import load
from tests.unit.guessing_table import RULES, GuessingTable, Tally, heaped, spread

STANDS = load({}).policies
LIVE, ROUNDS = 4, 30


@pytest.fixture
async def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[GuessingTable]:
    made = GuessingTable(tmp_path, monkeypatch)
    yield made
    await made.wired.close()


def agrees(counted: list[int], odds: Odds) -> bool:
    """Both the rounds in which it happened and how often it did; the deviations are the binomial's."""
    rounds, hit = len(counted), sum(count > 0 for count in counted)
    often = 4 * math.sqrt(rounds * odds.chance * (1 - odds.chance)) + 1e-9
    much = 4 * math.sqrt(rounds * odds.expected * (1 - odds.expected / LIVE))
    return abs(hit - rounds * odds.chance) <= often and abs(sum(counted) - rounds * odds.expected) <= much


@pytest.mark.parametrize(
    "guesses", [8, 25, 80], ids=["one locator in ten left out", "a rest", "more than a PIN stands"]
)
async def test_lobbies_and_calls_are_reached_as_often_as_said(table: GuessingTable, guesses: int) -> None:
    tally, attack = Tally(), Attack(LIVE, guesses, 1)
    for _ in range(ROUNDS):
        await table.play(LIVE, spread(table.chance, guesses), tally)

    said = pin_odds(RULES, attack)
    assert sum(tally.lobby) > 0
    assert agrees(tally.lobby, said.lobby), (sum(tally.lobby), said.lobby)
    assert agrees(tally.call, said.call), (sum(tally.call), said.call)


@pytest.mark.parametrize("guesses", [10, 25])
async def test_pins_are_burnt_as_often_as_said(table: GuessingTable, guesses: int) -> None:
    tally = Tally()
    for _ in range(ROUNDS):
        await table.play(LIVE, heaped(table.chance, guesses), tally)

    said = pin_odds(RULES, Attack(LIVE, guesses, 1)).burnt
    assert agrees(tally.burnt, said), (sum(tally.burnt), said)


async def test_guesses_beyond_what_a_pin_stands_bring_nothing_and_the_comparison_would_notice(
    table: GuessingTable,
) -> None:
    tally, attack = Tally(), Attack(LIVE, 80, 1)
    for _ in range(ROUNDS):
        await table.play(LIVE, spread(table.chance, 80), tally)

    said = pin_odds(RULES, attack)
    assert agrees(tally.lobby, said.lobby), (sum(tally.lobby), said.lobby)
    assert agrees(tally.call, said.call), (sum(tally.call), said.call)
    assert not agrees(tally.lobby, pin_odds(replace(RULES, failures_per_pin=8), attack).lobby)
    assert not agrees(tally.call, pin_odds(replace(RULES, lobby=False), attack).call)


async def test_a_network_spends_its_day_in_as_many_windows_as_said(table: GuessingTable) -> None:
    address, spent = table.address(), []
    for _ in range(DAY_SECONDS // TEN_MINUTES_SECONDS):
        spent.append(0)
        while True:
            try:
                await table.guess(0, 0, address)
            except TooManyAttempts:
                break
            spent[-1] += 1
        table.clock.forward(TEN_MINUTES_SECONDS)

    said = botnet(1, STANDS.network, LIVE)
    assert sum(spent) * 365 == said.guesses_per_window * said.windows_per_year
    assert max(spent) == said.guesses_per_window


def test_one_pin_falls_with_the_share_of_numbers_that_were_tried() -> None:
    rules = PinRules(secret_digits=12, life_seconds=300, lobby=False)

    tried = pin_odds(rules, Attack(1, 1, 1))
    assert tried.lobby.chance == pytest.approx(1e-17, rel=1e-6)
    assert tried.lobby.expected == pytest.approx(1e-17, rel=1e-12)
    assert tried.lobby.over(1000).chance == pytest.approx(1e-14, rel=1e-6)


@pytest.mark.parametrize("live", [1, 100, 10_000, 100_000])
@pytest.mark.parametrize("secret_digits", [4, 6, 8])
def test_without_waste_the_expectation_is_guesses_times_density(live: int, secret_digits: int) -> None:
    rules = PinRules(secret_digits, STANDS.pins.ttl_seconds, lobby=True)
    attack = botnet(10_000, STANDS.network, live)

    odds = pin_odds(rules, attack)
    assert odds.lobby.expected == pytest.approx(attack.guesses_per_window * live / 10 ** (5 + secret_digits))
    assert odds.call.expected == pytest.approx(odds.lobby.expected * 0.02)
    assert odds.lobby.chance <= odds.lobby.expected


def test_no_botnet_gets_more_out_of_a_pin_than_it_stands() -> None:
    rules = PinRules(4, STANDS.pins.ttl_seconds, lobby=True)
    vast = pin_odds(rules, unbudgeted(10**12, 1))

    lives = TEN_MINUTES_SECONDS / rules.life_seconds
    assert vast.lobby.expected == pytest.approx(lives * rules.most_per_pin)
    assert vast.burnt.expected == pytest.approx(lives * (1 - rules.most_per_pin))
    assert pin_odds(rules, unbudgeted(10**12, 100)).burnt.chance == pytest.approx(1.0)


def test_nobody_who_does_not_guess_gets_in() -> None:
    nobody = pin_odds(PinRules(4, 300, lobby=True), unbudgeted(0, 100_000))

    assert {nobody.lobby.chance, nobody.call.expected, nobody.burnt.chance} == {0.0}
