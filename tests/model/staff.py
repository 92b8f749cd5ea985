"""The operator's tabs, and the timers of the instances."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, cast

from shared.calls import Call
from shared.ids import CallId, ParticipantId
from shared.instants import Instant
from shared.ledger import sweep_outboxes
from shared.moves import ParticipantState
from shared.ports import Ports
from shared.usecases.create_call import NewCall, create_call
from shared.usecases.end_call import end_call
from shared.usecases.issue_pin import issue_pin
from shared.usecases.lobby import admit, turn_away
from shared.usecases.own_calls import own_call
from shared.usecases.settle_calls import settle_calls
from tests.model.operations import Answered, Outcome
from tests.model.people import (
    AT_FIRST,
    CALL_ID,
    CREATED_BY,
    NOW,
    OPERATOR,
    WIDGET,
    CodeTried,
    Memory,
    Phone,
    unanswered,
)
from tests.model.stepping import Request

Codes = Callable[[ParticipantId], str]
"""The two digits that this customer sees and says."""


@dataclass(frozen=True, slots=True)
class Operator:
    """One tab of the operator: does `steps` in order; `admit` and `turn away` are about who waited at the last look."""

    name: str
    codes: Codes
    steps: tuple[str, ...]
    start: Memory = AT_FIRST

    def wants(self, memory: Memory, phone: Phone) -> Request | None:
        del phone
        step = memory.step
        while step < len(self.steps) and self.steps[step] in _ABOUT_SOMEBODY and memory.place is None:
            step += 1
        if step >= len(self.steps):
            return None
        kind, call_id, who = self.steps[step], CALL_ID, memory.place[1] if memory.place else ParticipantId("")
        right = self.codes(who)
        code = right if kind == "admit" else f"{(int(right) + 1) % 100:02d}"
        does: dict[str, Callable[[Ports], Coroutine[Any, Any, object]]] = {
            "create": lambda ports: create_call(ports, OPERATOR, NewCall(None, WIDGET, None, CREATED_BY), NOW),
            "issue": lambda ports: issue_pin(ports, OPERATOR, call_id, NOW),
            "look": lambda ports: own_call(ports, OPERATOR, call_id, NOW),
            "admit": lambda ports: admit(ports, OPERATOR, call_id, who, code, NOW),
            "admit by a wrong code": lambda ports: admit(ports, OPERATOR, call_id, who, code, NOW),
            "turn away": lambda ports: turn_away(ports, OPERATOR, call_id, who, NOW),
            "end": lambda ports: end_call(ports, OPERATOR, call_id, NOW),
        }
        facts = CodeTried(who, code == right) if kind.startswith("admit") else None
        return Request(kind, f"{memory.unanswered} {step} {who}", self.name, does[kind], facts)

    def learns(self, memory: Memory, request: Request, outcome: Outcome) -> Memory:
        step = int(request.about.split()[1])
        if unanswered(outcome):
            return memory._replace(unanswered=memory.unanswered + 1, step=step)
        place = memory.place
        if request.kind == "look" and isinstance(outcome, Answered):
            place = _who_waits(cast("Call", outcome.value))
        return Memory(0, step + 1, place)


_ABOUT_SOMEBODY = {"admit", "admit by a wrong code", "turn away"}


def _who_waits(call: Call) -> tuple[CallId, ParticipantId] | None:
    waiting = [each for each in call.participants.values() if each.state is ParticipantState.WAITING]
    return (call.call_id, waiting[0].participant_id) if waiting else None


@dataclass(frozen=True, slots=True)
class Timer:
    """The upkeep of one instance: each of its jobs once, or again when it got no answer."""

    name: str
    jobs: tuple[str, ...]
    now: Instant = NOW
    start: Memory = AT_FIRST

    def wants(self, memory: Memory, phone: Phone) -> Request | None:
        del phone
        if memory.step >= len(self.jobs):
            return None
        does: dict[str, Callable[[Ports], Coroutine[Any, Any, object]]] = {
            "sweep_outboxes": sweep_outboxes,
            "settle_calls": lambda ports: settle_calls(ports, self.now),
        }
        kind = self.jobs[memory.step]
        return Request(kind, f"{memory.unanswered} {memory.step}", self.name, does[kind])

    def learns(self, memory: Memory, request: Request, outcome: Outcome) -> Memory:
        del request
        if unanswered(outcome):
            return memory._replace(unanswered=memory.unanswered + 1)
        return Memory(0, memory.step + 1)
