"""What guessing PINs brings a botnet: the chance and the expected number, for a ten-minute window and for a year.

Without arguments it speaks of the policy that stands when nobody sets anything. `--page` prints docs/pin-odds.md anew,
`--check` compares it. Exit code 2: an argument is wrong.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "pin-odds.md"
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from pin_odds_page import MANY_LIVE_PINS, NETWORKS, chance_in_words, number, page  # noqa: E402

from shared import setting_values as to  # noqa: E402
from shared.networks import TIMES_OF_A_48  # noqa: E402
from shared.pin_odds import Attack, PinRules, botnet, pin_odds, unbudgeted  # noqa: E402
from shared.policies import NetworkBudget  # noqa: E402
from shared.setting_rules import MIN_SECRET_DIGITS_WITHOUT_LOBBY  # noqa: E402
from shared.settings import load  # noqa: E402

_POLICIES = load({}).policies
_STANDING = PinRules(_POLICIES.pins.secret_digits, _POLICIES.pins.ttl_seconds, _POLICIES.lobby)


def main() -> int:
    """Print the odds, or write or check the page: 1 when it is out of date."""
    parser = _parser()
    asked = parser.parse_args()
    if asked.page or asked.check:
        return _page(check=asked.check)
    rules = PinRules(
        secret_digits=asked.digits,
        life_seconds=asked.life,
        lobby=asked.lobby == "on",
        failures_per_pin=asked.failures_per_pin,
        failures_per_call=asked.failures_per_call,
    )
    if asked.live_pins > rules.locators:
        parser.error(f"argument --live-pins: at most {rules.locators:,}, the number of locators")
    if asked.day < asked.ten_minutes:
        parser.error(f"argument --day: at least --ten-minutes ({asked.ten_minutes})")
    if asked.failures_per_call < asked.failures_per_pin:
        parser.error(f"argument --failures-per-call: at least --failures-per-pin ({asked.failures_per_pin})")
    sys.stdout.write("\n".join(_lines(rules, _attack(asked))) + "\n")
    return 0


def _attack(asked: argparse.Namespace) -> Attack:
    if asked.guesses is not None:
        return unbudgeted(asked.guesses, asked.live_pins)
    budget = NetworkBudget(asked.ten_minutes, asked.day)
    return botnet(asked.networks + TIMES_OF_A_48 * asked.ipv6_48, budget, asked.live_pins)


def _lines(rules: PinRules, attack: Attack) -> list[str]:
    odds, windows = pin_odds(rules, attack), attack.windows_per_year
    lines = [
        f"{rules.locator_digits} + {rules.secret_digits} + 1 digits, {rules.life_seconds} s, lobby"
        f" {'on' if rules.lobby else 'off'}: {attack.live_pins:,} live PINs, {attack.guesses_per_window:,} guesses in"
        f" ten minutes, {windows:,.0f} such windows a year",
        f"{'':<22}{'in ten minutes':>16}{'expected':>12}{'in a year':>16}{'expected':>12}",
    ]
    for what, window in (
        ("a stranger in a lobby", odds.lobby),
        ("a stranger in a call", odds.call),
        ("a PIN burnt on purpose", odds.burnt),
    ):
        year = window.over(windows)
        lines.append(
            f"{what:<22}{chance_in_words(window.chance):>16}{number(window.expected):>12}"
            f"{chance_in_words(year.chance):>16}{number(year.expected):>12}"
        )
    lines.append(
        f"However many guess: {chance_in_words(rules.most_per_pin)} for one PIN,"
        f" {chance_in_words(rules.most_per_call)} for one call."
    )
    if not rules.lobby and rules.secret_digits < MIN_SECRET_DIGITS_WITHOUT_LOBBY:
        lines.append(f"The settings refuse this: LOBBY=off needs {MIN_SECRET_DIGITS_WITHOUT_LOBBY} secret digits.")
    return lines


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pin-odds", description=__doc__, allow_abbrev=False)
    budget = _POLICIES.network
    for name, low, high, default, words in (
        ("--digits", 1, 12, _STANDING.secret_digits, "secret digits, locator and check digit not counted"),
        ("--life", 1, 600, _STANDING.life_seconds, "seconds that a PIN waits to be redeemed"),
        ("--live-pins", 1, 100_000, MANY_LIVE_PINS, "PINs that live at any moment"),
        ("--networks", 0, 10**9, NETWORKS, "IPv4 addresses and IPv6 /64 that guess"),
        ("--ipv6-48", 0, 10**9, 0, f"IPv6 /48 that guess, each worth {TIMES_OF_A_48} networks"),
        ("--ten-minutes", 1, 10**6, budget.ten_minutes, "refusals that a network has in ten minutes"),
        ("--day", 1, 10**6, budget.day, "refusals that it has in a day"),
        ("--guesses", 0, 10**12, None, "guesses in each ten minutes of the year, in place of networks"),
        ("--failures-per-pin", 1, 9, _STANDING.failures_per_pin, "wrong guesses that kill a PIN"),
        ("--failures-per-call", 1, 1000, _STANDING.failures_per_call, "wrong guesses after which a call has no PINs"),
    ):
        said = words if default is None else f"{words} ({default})"
        parser.add_argument(name, type=_whole(low, high), default=default, help=said, metavar="N")
    stands = "on" if _STANDING.lobby else "off"
    parser.add_argument("--lobby", choices=("on", "off"), default=stands, help=f"the match code ({stands})")
    parser.add_argument("--page", action="store_true", help="print docs/pin-odds.md anew")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if the page is out of date")
    return parser


def _whole(low: int, high: int) -> Callable[[str], int]:
    parse = to.whole(low, high)

    def checked(text: str) -> int:
        try:
            return parse(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(f"{to.brief(text)}: {error}") from None

    return checked


def _page(*, check: bool) -> int:
    wanted = page(_POLICIES)
    if not check:
        PAGE.write_text(wanted, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == wanted:
        return 0
    sys.stderr.write("docs/pin-odds.md is not what the policy gives: run .venv/bin/python scripts/pin_odds.py --page\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
