"""Prints docs/states.md from the table of moves in shared/moves.py; `--check` says whether the page is up to date."""

import argparse
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "states.md"
sys.path.insert(0, str(ROOT))

from shared.moves import CALL_MOVES, PARTICIPANT_MOVES, CallState, ParticipantState  # noqa: E402

_State = TypeVar("_State", bound=StrEnum)
_PAGE = """\
# States

Printed from the one table of moves, `shared/moves.py`, by `scripts/print_states.py`; `make check` compares the two.

## A call

{call}
A call ends when its operator ends it, when the customer in it says that they do not trust it, or when its time is
over, and never opens again. How its PIN stands (none, live, used, expired, burnt, exhausted) is judged on reading, by
`shared/calls.py`.

## A customer in a call

{participant}
A redeemed PIN begins `waiting` (with `LOBBY=off`, `admitted`). Turned away is whoever the operator sends away, whose
match code was wrong twice, who waits by a PIN that a newer one has replaced, and who has waited too long.
"""


def page() -> str:
    """The whole page."""
    return _PAGE.format(
        call=_diagram(CallState.OPEN, CALL_MOVES), participant=_diagram(ParticipantState.WAITING, PARTICIPANT_MOVES)
    )


def _diagram(first: _State, moves: Mapping[_State, frozenset[_State]]) -> str:
    arrows = [f"    [*] --> {first}"]
    for state, targets in moves.items():
        arrows += [f"    {state} --> {target}" for target in type(state) if target in targets] or [
            f"    {state} --> [*]"
        ]
    return "\n".join(["```mermaid", "stateDiagram-v2", *arrows, "```", ""])


def main() -> int:
    """Write the page, or check it: 1 when it is not what the table says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if the page is out of date")
    if not parser.parse_args().check:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page():
        return 0
    sys.stderr.write("docs/states.md is not what shared/moves.py says: run .venv/bin/python scripts/print_states.py\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
