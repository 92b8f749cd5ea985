"""Generated requests, made to reach behind the door: what is of the right form becomes what is really there.

A field that the document refuses is left as it is, and so is the verdict on the whole request.
"""

import random
import re
from typing import Any

from schemathesis import Case

from tests.openapi.journeys import Place

LONGEST_WAIT_SECONDS = 0.2
_MAX_WAIT_SECONDS = 20
_MOSTLY = 0.8
_FORMS = {"redemption_key": r"[A-Za-z0-9_-]{22,86}", "match_code": r"[0-9]{2}", "pin": r"(?s).{0,64}"}
_ANY_ID = r"(?s).{0,200}"


def operation_of(case: Case) -> str:
    """The contract's name of the route."""
    return str(case.operation.definition.raw.get("operationId"))


def phase_of(case: Case) -> str:
    """The phase of the run that made this request."""
    return case.meta.phase.name.value if case.meta else "none"


class Workable:
    """Draws by the seed which requests get what is real."""

    def __init__(self, seed: str) -> None:
        self._seed = seed

    def _chance(self, case: Case) -> random.Random:
        """The same for the same request: a replay must not differ."""
        return random.Random(f"{self._seed} {case.method} {case.path} {case.body} {case.query}")

    def end_waits_soon(self, case: Case) -> None:
        """Held answers are asked for, and given up early."""
        if "Prefer" in case.headers:
            case.headers["Prefer"] = re.sub(r"wait=\d+", "wait=1", str(case.headers["Prefer"]))
        try:
            wait = float(case.query["wait"])
        except (KeyError, TypeError, ValueError):
            return
        if LONGEST_WAIT_SECONDS < wait <= _MAX_WAIT_SECONDS:
            case.query["wait"] = LONGEST_WAIT_SECONDS

    def leave_out_what_only_a_bank_knows(self, case: Case) -> None:
        """No schema tells which widgets and scenarios there are, which letters a name has, or makes a proof."""
        if case.meta is None or case.meta.generation.mode.is_negative or self._chance(case).random() > _MOSTLY:
            return
        case.headers.pop("DPoP", None)
        if isinstance(case.body, dict):
            for name in ("widget", "scenario", "subject", "display_name"):
                case.body.pop(name, None)

    def name_what_is_there(self, case: Case, place: Place) -> None:
        """The ids, PIN, match code and key of a call that is under way."""
        chance = self._chance(case)
        there = {
            "call_id": place.call_id,
            "participant_id": place.participant_id,
            "to": chance.choice([place.participant_id, "operator"]),
            "redemption_key": place.redemption_key,
            "pin": place.unused_pin,
            "match_code": place.match_code,
            "widget": "default",
        }
        for holder in (case.body, case.query, case.path_parameters):
            if isinstance(holder, dict):
                _put(holder, there, chance)


def _put(holder: dict[str, Any], there: dict[str, str], chance: random.Random) -> None:
    for name, value in there.items():
        form, given = _FORMS.get(name, _ANY_ID), holder.get(name)
        if isinstance(given, str) and re.fullmatch(form, given) and chance.random() < _MOSTLY:
            holder[name] = value
