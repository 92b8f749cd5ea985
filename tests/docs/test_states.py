"""The pages that are printed from code say what the code says."""

import subprocess
import sys
from pathlib import Path

from tests.e2e.hosts import ROOT


def _check(script: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False)


def test_the_page_of_states_is_what_the_table_of_moves_says() -> None:
    checked = _check(ROOT / "scripts" / "print_states.py")

    assert checked.returncode == 0, checked.stderr


def test_a_page_that_is_out_of_date_is_found_and_named(tmp_path: Path) -> None:
    for folder in ("shared", "scripts", "docs"):
        (tmp_path / folder).mkdir()
    for path in ("shared/moves.py", "shared/__init__.py", "scripts/print_states.py", "docs/states.md"):
        (tmp_path / path).write_text((ROOT / path).read_text(encoding="utf-8"), encoding="utf-8")
    moves = tmp_path / "shared" / "moves.py"
    moves.write_text(
        moves.read_text(encoding="utf-8").replace("frozenset({ParticipantState.LEFT})", "frozenset()"), encoding="utf-8"
    )

    checked = _check(tmp_path / "scripts" / "print_states.py")

    assert checked.returncode == 1
    assert "docs/states.md" in checked.stderr
