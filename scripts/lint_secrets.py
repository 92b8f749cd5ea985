#!/usr/bin/env python3
"""Look through the app's own source for PINs, tokens, keys and persons on their way to a log (scripts/secret_rules.py).

usage: scripts/lint_secrets.py [FOLDER]

Exit code 0, or 1 and a line for each finding.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.secret_rules import EXCUSE, judge  # noqa: E402

WHERE = ("function_app.py", "functions", "shared", "local", "scripts")
NAMES_THERE = {"shared/adapters/key_vault/": frozenset({"secret"})}
"""In Key Vault's own words a secret is a name; what it holds is a value or a text."""


def main(folder: Path = ROOT) -> int:
    """Judge every module in `folder`."""
    found = list(_findings(folder))
    for line in found:
        sys.stderr.write(f"{line}\n")
    if found:
        sys.stderr.write(f"Leave it out, or say on the line why it is right:  {EXCUSE}REASON\n")
    return 1 if found else 0


def _findings(folder: Path) -> Iterator[str]:
    for file in sorted(file for place in WHERE for file in _modules(folder / place)):
        path = file.relative_to(folder).as_posix()
        names = next((words for place, words in NAMES_THERE.items() if path.startswith(place)), frozenset[str]())
        # To print is what a command is for; what it prints goes to whoever typed it.
        for finding in judge(file.read_text(encoding="utf-8"), names, prints=not path.startswith("scripts/")):
            yield f"{path}:{finding.line}: {finding.what}"


def _modules(place: Path) -> Iterator[Path]:
    yield from [place] if place.suffix == ".py" and place.exists() else place.rglob("*.py")


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
