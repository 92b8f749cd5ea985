"""What the alerts look for in the log is what the app logs."""

import ast
import json
import re

import pytest

from functions.routes import ROUTES
from tests.e2e.hosts import ROOT

_ALERTS = ROOT / "bicep" / "modules" / "alerts"
_NEIGHBOURS = (_ALERTS / "neighbours.bicep").read_text(encoding="utf-8")
_JOURNEY = (_ALERTS / "journey.bicep").read_text(encoding="utf-8")
_DISTRUST = (_ALERTS / "distrust.bicep").read_text(encoding="utf-8")
_PHRASES = sorted(set(re.findall(r'Message (?:contains|startswith) "([^"]+)"', _NEIGHBOURS + _DISTRUST)))


def _logged() -> list[str]:
    """Every line that `shared` and `functions` log, with its places for values still in it."""
    lines = []
    for folder in ("shared", "functions"):
        for file in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                    continue
                first = node.args[0]
                if node.func.attr in {"warning", "error"} and isinstance(first, ast.Constant):
                    lines.append(str(first.value))
    return lines


_LOGGED = _logged()


@pytest.mark.parametrize("phrase", _PHRASES)
def test_a_phrase_that_an_alert_waits_for_is_logged(phrase: str) -> None:
    # "upkeep: audit rows ..." is made of a job's name.
    spoken = [line.replace("upkeep: %s", "upkeep: audit rows") for line in _LOGGED]

    assert [line for line in spoken if phrase in line] != []


def test_the_upkeep_has_a_job_called_audit_rows() -> None:
    assert '"audit rows"' in (ROOT / "shared" / "usecases" / "upkeep.py").read_text(encoding="utf-8")


def test_the_functions_that_the_alerts_name_are_there() -> None:
    names = {route.name for route in ROUTES} | {"upkeep"}
    lists = re.findall(r"Name !?in \(([^)]+)\)", _JOURNEY)
    named = set(re.findall(r'Name [!=]= "([^"]+)"', _JOURNEY)) | {
        name.strip().strip('"') for text in lists for name in text.split(",")
    }

    assert {"redeem-pin", "issue-acs-token", "upkeep"} <= named <= names


def test_no_line_that_an_alert_waits_for_is_sampled_away() -> None:
    """One line is one customer who does not trust their call."""
    logging = json.loads((ROOT / "host.json").read_text(encoding="utf-8"))["logging"]
    spared = logging["applicationInsights"]["samplingSettings"]["excludedTypes"].split(";")

    assert {"Request", "Trace"} <= set(spared)


def test_one_customer_who_does_not_trust_their_call_is_enough_for_the_alarm() -> None:
    assert re.search(r"threshold: 1\b", _DISTRUST)
    assert re.search(r"severity: 1\b", _DISTRUST)
    assert [line for line in _LOGGED if "a customer does not trust the call %s" in line] != []
