"""The threat model and the table of clauses: every test they name exists, every threat has a control and a test."""

import re

import pytest

from tests.e2e.hosts import ROOT

_PAGES = ("docs/threat-model.md", "docs/controls.md", "SECURITY.md", "docs/security.md", "docs/reliability.md")
_NAMED = re.compile(r"`((?:tests|widget-npm|operator-spa)/[\w./-]+)(?:::(\w+))?`")


def _rows(page: str, section: str) -> list[list[str]]:
    text = (ROOT / page).read_text(encoding="utf-8").partition(f"## {section}\n")[2].partition("\n## ")[0]
    rows = [line.strip("|").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row] for row in rows[1:]]


@pytest.mark.parametrize("page", _PAGES)
def test_every_test_that_a_page_names_exists(page: str) -> None:
    named = _NAMED.findall((ROOT / page).read_text(encoding="utf-8"))

    assert named or page == "SECURITY.md"
    for path, name in named:
        assert (ROOT / path).exists(), path
        assert not name or re.search(rf"def {name}\b", (ROOT / path).read_text(encoding="utf-8")), (path, name)


def test_every_threat_has_an_actor_a_control_and_a_test() -> None:
    actors = {row[0] for row in _rows("docs/threat-model.md", "Who attacks")}
    threats = _rows("docs/threat-model.md", "Threats")

    assert [row[0] for row in threats] == [f"T{number}" for number in range(1, len(threats) + 1)]
    for _, who, threat, control, tests in threats:
        actor, boundary = who.split(", ")
        assert actor in actors
        assert boundary in "1234567"
        assert threat
        assert control
        assert _NAMED.findall(tests), threat
    assert {row[1].split(", ")[0] for row in threats} == actors, "an actor without a threat"
    assert {row[1].split(", ")[1] for row in threats} == set("1234567"), "a boundary that nobody crosses"


def test_what_is_accepted_says_why() -> None:
    accepted = _rows("docs/threat-model.md", "Accepted, and why")

    assert len(accepted) > 5
    assert all(len(row) == 2 and row[0] and row[1] for row in accepted)


def test_a_clause_without_a_test_says_that_it_is_the_banks_or_not_yet() -> None:
    clauses = [row for part in ("DORA (Regulation (EU) 2022/2554)", "GDPR (Regulation (EU) 2016/679)",
                                "PSD2, strong authentication (Delegated Regulation (EU) 2018/389)",
                                "Accessibility (Directive (EU) 2019/882, EN 301 549)")
               for row in _rows("docs/controls.md", part)]  # fmt: skip

    assert len(clauses) > 20
    for _, _, control, *shown in clauses:
        assert _NAMED.findall("".join(shown)) or "*not yet*" in control or "the bank's" in control, control
