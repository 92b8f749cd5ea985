"""What a botnet that guesses PINs may hope for: the odds of reaching a lobby, a call, and of burning a PIN on purpose.

The attacker is the best one that the rules leave. They know no locator that lives, see the same refusal whatever was
wrong, and never repeat a guess. To get in they spread their guesses evenly over all locators; to burn PINs they spend
exactly as many on one locator as kill what lives there. The check digit is public and stops nobody.
"""

import math
from dataclasses import dataclass

from shared.match_codes import MATCH_CODES
from shared.networks import DAY_SECONDS, TEN_MINUTES_SECONDS
from shared.policies import FAILURES_PER_CALL, FAILURES_PER_PIN, LOCATOR_DIGITS, MATCH_CODE_TRIES, NetworkBudget

WINDOW_SECONDS = TEN_MINUTES_SECONDS
"""Odds are reckoned per window of the networks' shorter budget."""
WINDOWS_A_DAY = DAY_SECONDS // WINDOW_SECONDS
DAYS_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class PinRules:
    """What a guesser is up against; digits are decimal. `lobby`: a match code stands behind the PIN."""

    secret_digits: int
    life_seconds: int
    lobby: bool
    locator_digits: int = LOCATOR_DIGITS
    failures_per_pin: int = FAILURES_PER_PIN
    failures_per_call: int = FAILURES_PER_CALL

    @property
    def locators(self) -> int:
        """How many PINs can live at a time: no two have the same locator."""
        return int(10**self.locator_digits)

    @property
    def secrets(self) -> int:
        """What is left to guess once a locator is known."""
        return int(10**self.secret_digits)

    @property
    def past_the_lobby(self) -> float:
        """The chance that whoever has redeemed a PIN gets into the call, every try of the match code being spent."""
        return MATCH_CODE_TRIES / MATCH_CODES if self.lobby else 1.0

    @property
    def most_per_pin(self) -> float:
        """The chance that one PIN falls, however many guess."""
        return self.failures_per_pin / self.secrets

    @property
    def most_per_call(self) -> float:
        """The same over all PINs that a call may have, each burnt and issued anew."""
        return self.failures_per_call / self.secrets


@dataclass(frozen=True, slots=True)
class Attack:
    """Guesses in every window that is used, and how many windows of a year are, against so many PINs at any moment."""

    live_pins: int
    guesses_per_window: int
    windows_per_year: float


@dataclass(frozen=True, slots=True)
class Odds:
    """The chance of it happening at least once, and how often it is to be expected."""

    chance: float
    expected: float

    def over(self, windows: float) -> "Odds":
        """The same over many windows, each as likely."""
        if self.chance >= 1:
            return Odds(1.0, self.expected * windows)
        return Odds(-math.expm1(windows * math.log1p(-self.chance)), self.expected * windows)


@dataclass(frozen=True, slots=True)
class PinOdds:
    """For one window: a stranger in a lobby, a stranger in a call, and a PIN dead that nobody mistyped."""

    lobby: Odds
    call: Odds
    burnt: Odds


def botnet(networks: int, budget: NetworkBudget, live_pins: int) -> Attack:
    """Each network (an IPv4 address, an IPv6 /64) spends its whole ten-minute budget until its day's is spent."""
    full_windows_a_day = min(WINDOWS_A_DAY, budget.day / budget.ten_minutes)
    return Attack(live_pins, networks * min(budget.ten_minutes, budget.day), DAYS_A_YEAR * full_windows_a_day)


def unbudgeted(guesses_per_window: int, live_pins: int) -> Attack:
    """So many guesses in every window of the year, from as many networks as that takes."""
    return Attack(live_pins, guesses_per_window, float(DAYS_A_YEAR * WINDOWS_A_DAY))


def pin_odds(rules: PinRules, attack: Attack) -> PinOdds:
    """The odds of one window, exact for `live_pins` PINs at distinct random locators with random secrets."""
    return PinOdds(
        lobby=_reached(rules, attack, 1.0),
        call=_reached(rules, attack, rules.past_the_lobby),
        burnt=_burnt(rules, attack),
    )


def _reached(rules: PinRules, attack: Attack, share: float) -> Odds:
    """A right guess, of which `share` leads on. Every locator gets as many guesses as any other, or one more."""
    rounds, rest = divmod(_useful_guesses(rules, attack), rules.locators * rules.failures_per_pin)
    each, marked = divmod(rest, rules.locators)
    worn_out = rounds * attack.live_pins * math.log1p(-rules.most_per_pin * share)
    more, fewer = (each + 1) / rules.secrets * share, each / rules.secrets * share
    chance, expected = -math.expm1(worn_out), rounds * attack.live_pins * rules.most_per_pin * share
    partly = _any_of(rules.locators, marked, attack.live_pins, more, fewer)
    return Odds(chance + (1 - chance) * partly.chance, expected + partly.expected)


def _burnt(rules: PinRules, attack: Attack) -> Odds:
    """All that a PIN stands goes to one locator; a guess that happens to be right redeems instead of burning."""
    dead = 1 - rules.most_per_pin
    rounds, marked = divmod(_useful_guesses(rules, attack) // rules.failures_per_pin, rules.locators)
    chance = -math.expm1(rounds * attack.live_pins * math.log(rules.most_per_pin)) if rounds else 0.0
    partly = _any_of(rules.locators, marked, attack.live_pins, dead, 0.0)
    return Odds(chance + (1 - chance) * partly.chance, rounds * attack.live_pins * dead + partly.expected)


def _useful_guesses(rules: PinRules, attack: Attack) -> int:
    """A PIN takes five guesses in its life; more than five on every locator are wasted until new PINs have come."""
    lives = max(1.0, WINDOW_SECONDS / rules.life_seconds)
    return min(attack.guesses_per_window, math.floor(lives * rules.locators * rules.failures_per_pin))


def _any_of(locators: int, marked: int, live: int, inside: float, outside: float) -> Odds:
    """It happens to a live PIN with chance `inside` if its locator is one of the `marked`, else with `outside`.

    How many live ones are marked is hypergeometric, for locators are unique. The sum has no negative term, so that
    odds of 1e-12 come out as such.
    """
    chance = sum(
        _hypergeometric(locators, marked, live, hit)
        * -math.expm1(hit * math.log1p(-inside) + (live - hit) * math.log1p(-outside))
        for hit in range(max(0, live + marked - locators), min(live, marked) + 1)
    )
    return Odds(min(1.0, chance), live * (marked * inside + (locators - marked) * outside) / locators)


def _hypergeometric(locators: int, marked: int, live: int, hit: int) -> float:
    """The chance that `hit` of `live` locators, drawn without repeating, are among the marked."""
    return math.exp(_log_choose(marked, hit) + _log_choose(locators - marked, live - hit) - _log_choose(locators, live))


def _log_choose(of: int, taken: int) -> float:
    return math.lgamma(of + 1) - math.lgamma(taken + 1) - math.lgamma(of - taken + 1)
