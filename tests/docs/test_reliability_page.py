"""docs/reliability.md names every fault that we promise to bear, and for each a test that is there."""

import ast
import re
from functools import cache

import pytest

from bench.soak import FAULTS
from bench.soak_verdict import LAG_P99_MILLISECONDS, MEMORY_MB_AN_HOUR
from functions.answering import ANSWER_SECONDS
from tests.e2e.hosts import ROOT
from tests.faults import test_every_fault_at_every_step as matrix
from tests.partners.faults import Fault

_PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
_ROWS = re.findall(r"^\| ([^|]+) \| ([^|]*) ?\| ([^|]+) \|$", _PAGE.partition("## A soak")[0], re.MULTILINE)[2:]
PROMISED = (
    "429", "449", "503", "410", "connection that is never taken", "answer that never comes", "408", "cut off after",
    "Communication Services: 429, 5xx, half a minute, garbage", "Key Vault down, its keys", "when a worker starts",
    "five minutes wrong", "Double clicks", "200 clients", "400 guesses", "SIGKILL between consuming", "signing key",
    "500, slowly, with a gigabyte, with a redirect", "event loop",
)  # fmt: skip


@pytest.mark.parametrize("fault", PROMISED)
def test_every_promised_fault_has_a_line(fault: str) -> None:
    assert [row for row in _ROWS if fault in row[0]]


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row[0])
def test_every_line_names_a_test_that_is_there(row: tuple[str, str, str]) -> None:
    """Or says that there is none yet, and why."""
    _, _, shown = row
    if shown.startswith("not yet: "):
        return
    named = re.fullmatch(r"`(tests/[\w/]+\.py)::(test_\w+)`", shown)
    assert named is not None, shown
    assert named[2] in _tests_in(named[1])


def test_the_matrix_has_the_statuses_that_the_page_names() -> None:
    store = {fault.status for fault in matrix.STORE_FAULTS if isinstance(fault, Fault) and "status" in fault.way}
    calls = {fault.status for fault in matrix.CALLS_FAULTS if isinstance(fault, Fault) and fault.way == "status"}

    assert store == {429, 449, 503, 410, 408}
    assert calls == {429, 500, 503}
    assert "dead line" in matrix.STORE_FAULTS
    assert "dead line" in matrix.CALLS_FAULTS


def test_the_numbers_are_the_codes() -> None:
    assert ANSWER_SECONDS < 5
    assert f"{FAULTS:.0%}".replace("%", " %") in _PAGE
    soak = _PAGE.partition("<!-- soak -->")[2]
    assert f"under {LAG_P99_MILLISECONDS:g} ms" in soak
    assert f"under {MEMORY_MB_AN_HOUR:g} |" in soak
    assert "| wrong answers | 0 | 0 |" in soak
    assert "| audit rows lost or doubled | 0 | 0 |" in soak


@cache
def _tests_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(node.name for node in functions)
