"""docs/costs.md is what its inputs give, and the inputs that are ours are the code's."""

import re
import subprocess
import sys
import tomllib

import pytest

from tests.e2e.hosts import ROOT

_INPUTS = tomllib.loads((ROOT / "docs" / "costs.toml").read_text(encoding="utf-8"))
_EVERY = _INPUTS["seconds_between_requests"]
_WIDGET = "widget-npm/src/headless/joined"


@pytest.mark.parametrize(
    ("file", "pattern", "seconds"),
    [
        ("operator-spa/src/config.ts", r"lobbyMs: ([\d_]+)", _EVERY["operator_pin_out"]),
        ("operator-spa/src/config.ts", r"lobbyMs: ([\d_]+)", _EVERY["operator_waiting"]),
        ("operator-spa/src/config.ts", r"callMs: ([\d_]+)", _EVERY["operator_in_call"]),
        ("operator-spa/src/config.ts", r"listMs: ([\d_]+)", _EVERY["operator_list"]),
        (f"{_WIDGET}/joined.ts", r"CALLING_MS = ([\d_]+)", _EVERY["customer_in_call"]),
    ],
)
def test_the_front_ends_ask_as_often_as_the_model_says(file: str, pattern: str, seconds: float) -> None:
    found = re.search(pattern, (ROOT / file).read_text(encoding="utf-8"))

    assert found is not None, f"{file}: {pattern}"
    assert int(found[1].replace("_", "")) == seconds * 1000


def test_the_lobby_holds_answers_as_long_as_the_model_says() -> None:
    session = (ROOT / _WIDGET / "session.ts").read_text(encoding="utf-8")

    assert f"HELD_SECONDS = {_EVERY['customer_waiting']};" in session


def test_the_page_is_what_the_inputs_give() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/costs.py", "--check"], cwd=ROOT, check=False, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr


def test_the_sums_can_be_followed_by_hand() -> None:
    page = (ROOT / "docs" / "costs.md").read_text(encoding="utf-8")
    calls, prices = _INPUTS["calls"], _INPUTS["prices"]

    voice = 2 * calls["minutes_in_call"] * prices["acs_participant_minute"] * 1000
    assert f"| voice and pictures | {voice:,.2f} |" in page
    rows = [float(row.replace(",", "")) for row in re.findall(r"^\| (?!\*)[^|]+ \| ([\d,.]+) \|", page, re.MULTILINE)]
    sums = [float(row.replace(",", "")) for row in re.findall(r"\| \*\*([\d,.]+)\*\* \|", page)]
    assert sum(rows) == pytest.approx(sum(sums), abs=0.05)
    assert len(rows) == 9
