"""The page about the model check names the scenarios that there are, and as many planted defects."""

import re

from tests.e2e.hosts import ROOT
from tests.model.defects import DEFECTS
from tests.model.scenarios import SCENARIOS

_PAGE = (ROOT / "docs/model-check.md").read_text(encoding="utf-8")
_NUMBERS = {18: "Eighteen"}


def test_every_scenario_stands_there_with_its_faults() -> None:
    rows = re.findall(r"^\| (.+?) \| (\d) \| [\d,]+ \| [\d,]+ \| [\d,]+ \|$", _PAGE, re.MULTILINE)

    assert [(name, int(faults)) for name, faults in rows] == [(each.name, each.faults) for each in SCENARIOS]


def test_as_many_defects_are_planted_as_it_says() -> None:
    assert f"{_NUMBERS[len(DEFECTS)]} defects that are planted" in _PAGE
