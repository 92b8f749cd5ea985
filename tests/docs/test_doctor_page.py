"""docs/doctor.md lists the rules that there are, as the command words them."""

import re

from shared.doctor.catalogue import RULES
from tests.e2e.hosts import ROOT

_PAGE = (ROOT / "docs" / "doctor.md").read_text(encoding="utf-8")


def test_every_rule_has_its_row_under_how_bad_it_is() -> None:
    rows: list[tuple[str, str, str, str]] = []
    for section in _PAGE.split("\n### ")[1:]:
        severity = section.partition("\n")[0].lower()
        rows += [
            (name, severity, *rest) for name, *rest in re.findall(r"^\| `([a-z-]+)` \| (.+) \| (.+) \|$", section, re.M)
        ]

    assert rows == [(rule.name, rule.severity.value, rule.why, rule.set) for rule in RULES.values()]
