"""docs/requirements.md keeps one line a row, and what it says shows a row is there."""

import re

from tests.e2e.hosts import ROOT

_PAGE = (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8")
_ROWS = re.findall(r"^\| ([A-Z]\d+) \|([^|]*)\|([^|]*)\|([^|]*)\|$", _PAGE, re.MULTILINE)
_COUNTS = {"L": 13, "D": 8, "A": 7, "W": 9, "B": 9}


def test_every_row_is_there_once() -> None:
    expected = [f"{letter}{number}" for letter, count in _COUNTS.items() for number in range(1, count + 1)]

    assert [row[0] for row in _ROWS] == expected


def test_every_row_names_a_test_or_says_that_there_is_none_yet() -> None:
    for name, _, _, shown in _ROWS:
        assert "/test" in shown or "tests/" in shown or "not yet" in shown or "so far" in shown, name


def test_every_file_and_folder_that_is_named_is_there() -> None:
    for name, _, where, shown in _ROWS:
        for path in re.findall(r"`([a-z][a-z0-9_./-]*[/.][a-z0-9_./-]*)`", where + shown):
            places = [ROOT / path, ROOT / "shared" / "usecases" / path]
            assert any(place.exists() for place in places), f"{name}: {path}"
