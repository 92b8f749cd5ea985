"""Each setting that is read has its row in docs/settings.md, with what stands when nobody says anything."""

import ast
import re

from shared.settings import AZURES_OWN, load
from tests.e2e.hosts import ROOT

_PAGE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
_CODE = "".join((ROOT / "shared" / name).read_text(encoding="utf-8") for name in ("settings.py", "setting_rules.py"))
_ROWS = dict(re.findall(r"^\| `([A-Z][A-Z0-9_]+)` \| ([^|]*?) ?\|", _PAGE, re.MULTILINE))
_PLATFORM = {"WEBSITE_AUTH_ENABLED", *AZURES_OWN}
"""What App Service sets, and nobody else."""


def _read() -> set[str]:
    """Names in capitals that stand as text in the code: what it asks the environment for."""
    constants = [node.value for node in ast.walk(ast.parse(_CODE)) if isinstance(node, ast.Constant)]
    names = {text for text in constants if isinstance(text, str) and re.fullmatch("[A-Z][A-Z0-9_]{3,}", text)}
    return names - {"DEBUG", "INFO", "WARNING", "ERROR"}


def test_every_setting_that_is_read_has_a_row_and_no_other_has() -> None:
    assert set(_ROWS) == _read() - _PLATFORM
    assert "WEBSITE_AUTH_ENABLED" in _PAGE


def test_the_page_says_what_stands_by_itself() -> None:
    said = {name: text.strip("` ") for name, text in _ROWS.items() if text.strip("` ").isascii()}
    given = {name: text for name, text in said.items() if text and " " not in text}

    assert load(given) == load({})
    assert len(given) > 10
