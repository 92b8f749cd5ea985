"""docs/security.md names tests that are collected, every file of tests/security, and the numbers that stand."""

import re
import subprocess
import sys

from shared.policies import NetworkBudget, Policies
from shared.settings import load
from tests.e2e.hosts import ROOT

_PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
_NAMED = re.findall(r"`(tests/[\w./]+\.py)(?:::(test_\w+))?`", _PAGE)


def test_every_test_that_is_named_is_collected() -> None:
    files = sorted({file for file, _ in _NAMED})
    command = [sys.executable, "-m", "pytest", "-n", "0", "-q", "--collect-only", "-p", "no:cacheprovider", *files]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    collected = {tuple(line.partition("[")[0].split("::")[:2]) for line in said.stdout.splitlines() if "::" in line}

    assert said.returncode == 0, said.stdout[-2_000:]
    assert [(file, name) for file, name in _NAMED if name and (file, name) not in collected] == []


def test_every_file_of_the_security_tests_is_named() -> None:
    files = {f"tests/security/{path.name}" for path in (ROOT / "tests" / "security").glob("test_*.py")}

    assert files - {file for file, _ in _NAMED} == set()


def test_every_line_has_a_test() -> None:
    rows = [line for line in _PAGE.splitlines() if line.startswith("| ") and "shown by" not in line]
    numbers = [row for row in rows if row.count("|") == 4]

    assert len(rows) - len(numbers) > 50
    for row in rows:
        assert row in numbers or re.search(r"`tests/", row), row


def test_the_budgets_are_those_that_stand() -> None:
    budget: NetworkBudget = _standing().network
    times = {"IPv4 address": 1, "IPv6 /64": 1, "IPv6 /56": 3, "IPv6 /48": 10}

    for network, by in times.items():
        assert f"| {network} | {budget.ten_minutes * by} | {budget.day * by} |" in _PAGE


def test_the_lives_are_those_that_stand() -> None:
    standing = _standing()

    assert f"It lives {standing.pins.ttl_seconds} seconds, 600 at most" in _PAGE
    assert standing.lifetimes.session_seconds == standing.lifetimes.lobby_seconds == 600
    assert standing.pins.secret_digits == 4


def _standing() -> Policies:
    return load({}).policies
