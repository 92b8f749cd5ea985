"""The stateful phase, where links lead from a call to its end: what no link can carry is carried here."""

import json
import re

from hypothesis.control import current_build_context
from schemathesis import Case, Response

from tests.functions.product import fresh_key
from tests.openapi.workable import operation_of

_REAL = {
    "call_id": r"call_[0-9a-f]{32}",
    "participant_id": r"part_[0-9a-f]{32}",
    "pin": r"[0-9]{10}",
}


class Walk:
    """Remembers the newest of everything; a step that no link led to goes on from there.

    Each scenario begins with nothing: the same steps must lead to the same answers, or Hypothesis gives up.
    """

    def __init__(self) -> None:
        self._newest: dict[str, str] = {}
        self._scenario: object = None

    def go_on(self, case: Case) -> None:
        """Name the newest call, PIN or customer unless a link has named one, and bear the newest session."""
        scenario = current_build_context().data
        if scenario is not self._scenario:
            self._scenario, self._newest = scenario, {}
        case.headers.pop("Idempotency-Key", None)
        for holder in (case.body, case.path_parameters, case.query):
            if isinstance(holder, dict):
                for name, form in _REAL.items():
                    if name in holder and name in self._newest and not re.fullmatch(form, str(holder[name])):
                        holder[name] = self._newest[name]
        if operation_of(case) == "redeem-pin" and isinstance(case.body, dict):
            case.body["redemption_key"] = fresh_key()
        security = case.operation.definition.raw.get("security") or []
        names_a_call = isinstance(case.body, dict) and "call_id" in case.body
        if "session_token" in self._newest and {"session": []} in security and not names_a_call:
            case.headers["Authorization"] = f"Bearer {self._newest['session_token']}"

    def remember(self, case: Case, response: Response) -> None:
        """What this answer gives to later steps."""
        if response.status_code in {200, 201} and operation_of(case) in {"create-call", "issue-pin", "redeem-pin"}:
            given = json.loads(response.content)
            names = ("call_id", "participant_id", "pin", "session_token")
            self._newest.update({name: given[name] for name in names if name in given})
