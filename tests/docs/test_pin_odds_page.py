"""docs/pin-odds.md is what the policy gives, and `pin-odds` refuses what it cannot reckon with."""

import re
import subprocess
import sys

import pytest

from shared.settings import load
from tests.e2e.hosts import ROOT

_PAGE = (ROOT / "docs" / "pin-odds.md").read_text(encoding="utf-8")


def _pin_odds(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "scripts/pin_odds.py", *arguments], cwd=ROOT, check=False, capture_output=True, text=True
    )


def test_the_page_is_what_the_policy_gives() -> None:
    done = _pin_odds("--check")

    assert done.returncode == 0, done.stderr


def test_the_sums_of_the_page_can_be_followed_by_hand() -> None:
    budget = load({}).policies.network
    guesses_a_year = 10_000 * budget.day * 365

    rows = re.findall(r"^\| (\d) \| (\d+) \| (.+) \|$", _PAGE, re.MULTILINE)
    assert [int(row[0]) for row in rows] == [4, 5, 6, 7, 8]
    for secret, typed, cells in rows:
        assert int(typed) == 5 + int(secret) + 1
        found = [float(cell.replace(",", "")) for cell in cells.split(" | ")]
        lobbies = [guesses_a_year * live / 10 ** (5 + int(secret)) for live in (100, 10_000)]
        expected = [lobbies[0], lobbies[0] * 0.02, lobbies[1], lobbies[1] * 0.02]
        assert found == pytest.approx(expected, rel=0.005)


def test_without_arguments_the_command_says_what_the_page_says() -> None:
    said = _pin_odds().stdout

    lines = {tuple(line[:22].split()): line[22:].split("  ") for line in said.splitlines()[2:5]}
    for words, cells in lines.items():
        numbers = [cell.strip() for cell in cells if cell.strip()]
        row = re.search(rf"^\| 10,000 \| \**{' '.join(words)}\** \| (.+) \|$", _PAGE, re.MULTILINE)
        assert row is not None
        assert row[1].split(" | ") == numbers


def test_the_lobby_off_with_few_digits_is_reckoned_and_said_to_be_refused() -> None:
    off = _pin_odds("--lobby", "off")

    assert off.returncode == 0
    assert "LOBBY=off needs 6 secret digits" in off.stdout
    assert "refuse" not in _pin_odds("--lobby", "off", "--digits", "6").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--digits", "four"], "argument --digits: four: a whole number is needed"),
        (["--digits", "13"], "argument --digits: 13: at most 12"),
        (["--life", "0"], "argument --life: 0: at least 1"),
        (["--live-pins", "100001"], "argument --live-pins: 100001: at most 100000"),
        (["--networks", "-1"], "argument --networks: -1: at least 0"),
        (["--day", "4"], "argument --day: at least --ten-minutes (5)"),
        (["--failures-per-call", "4"], "argument --failures-per-call: at least --failures-per-pin (5)"),
        (["--lobby", "perhaps"], "argument --lobby: invalid choice: 'perhaps'"),
        (["--guess", "5"], "unrecognized arguments: --guess"),
    ],
)
def test_a_bad_argument_is_named(arguments: list[str], said: str) -> None:
    done = _pin_odds(*arguments)

    assert done.returncode == 2
    assert f"pin-odds: error: {said}" in done.stderr
