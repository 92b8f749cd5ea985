"""The text of docs/pin-odds.md: the odds of the policy that stands when nobody sets anything."""

from shared.match_codes import MATCH_CODES
from shared.networks import TIMES_OF_A_48
from shared.pin_odds import Attack, Odds, PinRules, botnet, pin_odds
from shared.policies import MATCH_CODE_TRIES, Policies
from shared.setting_rules import MIN_SECRET_DIGITS_WITHOUT_LOBBY

NETWORKS = 10_000
"""The botnet of the page."""
FEW_LIVE_PINS, MANY_LIVE_PINS = 100, 10_000
SECRET_DIGITS = range(4, 9)
"""What PIN_SECRET_DIGITS lets a bank choose."""
_PAGE = """\
# What guessing PINs brings a botnet

Printed by `scripts/pin_odds.py` from `shared/pin_odds.py` and the policy that stands when nobody sets anything; `make
docs` prints it anew, a test compares. `make pin-odds` gives the odds of a policy and an attack of your own:

```sh
make pin-odds ARGS="--digits 6 --lobby off --live-pins 2000 --networks 50000"
```

The policy: a PIN has {locator} digits that find it, {secret} secret ones and a check digit, and lives {life} seconds.
{per_pin} wrong guesses kill it; after {per_call} its call gets no more PINs. A network may be refused {ten_minutes}
times in ten minutes and {day} times a day. The attacker has **{networks:,} networks** and spends every budget whole,
on every day of the year: {guesses:,} guesses in each of {windows:,.0f} windows of ten minutes.

## By default: lobby on, {secret} secret digits

| PINs alive at any moment | what | in ten minutes | expected | in a year | expected |
|---:|---|---:|---:|---:|---:|
{standing}

However large the botnet, the odds of being *in the lobby* are {most_per_pin} for one PIN, and {most_per_call} for one
call over all its PINs. To get on from there, the operator must type the stranger's two digits while the customer on the
phone reads out others, or none: {tries} of {codes} codes, if both tries go astray.

## By secret digits

Expected in a year: strangers in a lobby, and in a call when the lobby is on.

| secret digits | typed | {few} alive: lobby | {few} alive: call | {many:,} alive: lobby | {many:,} alive: call |
|---:|---:|---:|---:|---:|---:|
{by_digits}

With `LOBBY=off` whoever would be in the lobby is in the call. At {many:,} live PINs {secret} digits would then mean
{off_short} strangers in calls a year, {least} digits {off_least}, which is about what {secret} digits mean with the
lobby ({on_short}): so `LOBBY=off` with fewer than {least} is refused at the start.

## Burning PINs is cheap, and does little

Who wants to do harm rather than get in spends {per_pin} guesses on each locator: {locators_hit:,} locators in ten
minutes, so one PIN in {one_in:,.0f} of those alive at that moment, until the day's budgets are spent; over the year
{share} of all PINs. Locators, not secret digits, hold that down. It costs the operator one press (*New PIN*) each time.
That a call loses {in_a_row} PINs in a row, and with them its right to more, has odds of {exhausted} at most. Nobody can
aim at one call: a refusal never tells that a locator lives. There is no switch that stops everybody, and so none for an
attacker to press.

## What the numbers assume

- So many PINs alive at any moment, by night as at noon; a PIN that is used or expired is not alive.
- A perfect attacker: no guess repeated, every locator guessed as often as any other, budgets spent to the last.
- PINs as they are made: uniform, no locator twice among the living. The check digit adds nothing, for it is public.
- An IPv4 address or an IPv6 /64 is a network; a whole /48 counts as {times_48} (`--ipv6-48`). No firewall, and nobody
  who acts upon an alarm.

The sums are exact, not approximations. `tests/unit/test_pin_odds.py` compares them with the real use cases on a real
store, against which an attacker plays at small numbers of digits.

## What they do not cover

A customer who is talked into reading the code to a stranger, or the two digits to a false operator: no number of digits
helps there. Nor a stolen session, nor somebody who listens on the telephone line.
"""


def page(policies: Policies) -> str:
    """The whole page."""
    rules = _rules(policies, policies.pins.secret_digits)
    few, many = (botnet(NETWORKS, policies.network, live) for live in (FEW_LIVE_PINS, MANY_LIVE_PINS))
    most = pin_odds(rules, many)
    windows = many.windows_per_year
    locators_hit = many.guesses_per_window // rules.failures_per_pin
    share_at_once = most.burnt.expected / many.live_pins
    least = pin_odds(_rules(policies, MIN_SECRET_DIGITS_WITHOUT_LOBBY), many)
    in_a_row = rules.failures_per_call // rules.failures_per_pin
    lives_per_year = 365 * 86_400 / rules.life_seconds
    return _PAGE.format(
        locator=rules.locator_digits,
        secret=rules.secret_digits,
        life=rules.life_seconds,
        per_pin=rules.failures_per_pin,
        per_call=rules.failures_per_call,
        ten_minutes=policies.network.ten_minutes,
        day=policies.network.day,
        networks=NETWORKS,
        guesses=many.guesses_per_window,
        windows=windows,
        standing="\n".join(_standing(rules, attack) for attack in (few, many)),
        most_per_pin=chance_in_words(rules.most_per_pin),
        most_per_call=chance_in_words(rules.most_per_call),
        tries=MATCH_CODE_TRIES,
        codes=MATCH_CODES,
        few=FEW_LIVE_PINS,
        many=MANY_LIVE_PINS,
        by_digits="\n".join(_by_digits(_rules(policies, digits), few, many) for digits in SECRET_DIGITS),
        off_short=number(most.lobby.over(windows).expected),
        least=MIN_SECRET_DIGITS_WITHOUT_LOBBY,
        off_least=number(least.lobby.over(windows).expected),
        on_short=number(most.call.over(windows).expected),
        locators_hit=locators_hit,
        one_in=1 / share_at_once,
        share=f"{most.burnt.expected * windows / (many.live_pins * lives_per_year):.2%}".replace("%", " %"),
        in_a_row=in_a_row,
        exhausted=chance_in_words(share_at_once**in_a_row),
        times_48=TIMES_OF_A_48,
    )


def chance_in_words(chance: float) -> str:
    """`1 in 20,000` where percents would have too many zeros."""
    if chance <= 0:
        return "none"
    if chance > 0.9999:
        return "certain" if chance >= 1 else "> 99.99 %"
    return f"{chance:.2%}".replace("%", " %") if chance >= 0.01 else f"1 in {float(f'{1 / chance:.3g}'):,.0f}"


def number(expected: float) -> str:
    """Three digits, no more."""
    return f"{float(f'{expected:.3g}'):,.0f}" if expected >= 100 else f"{expected:.3g}"


def _rules(policies: Policies, secret_digits: int) -> PinRules:
    return PinRules(secret_digits, policies.pins.ttl_seconds, policies.lobby)


def _standing(rules: PinRules, attack: Attack) -> str:
    odds = pin_odds(rules, attack)
    rows = (("a stranger in a lobby", odds.lobby), ("**a stranger in a call**", odds.call),
            ("a PIN burnt on purpose", odds.burnt))  # fmt: skip
    return "\n".join(_row(attack, what, window) for what, window in rows)


def _row(attack: Attack, what: str, window: Odds) -> str:
    year = window.over(attack.windows_per_year)
    cells = (
        chance_in_words(window.chance),
        number(window.expected),
        chance_in_words(year.chance),
        number(year.expected),
    )
    return f"| {attack.live_pins:,} | {what} | {' | '.join(cells)} |"


def _by_digits(rules: PinRules, few: Attack, many: Attack) -> str:
    cells = [
        number(window.over(attack.windows_per_year).expected)
        for attack, odds in ((attack, pin_odds(rules, attack)) for attack in (few, many))
        for window in (odds.lobby, odds.call)
    ]
    return f"| {rules.secret_digits} | {rules.locator_digits + rules.secret_digits + 1} | {' | '.join(cells)} |"
