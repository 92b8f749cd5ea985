"""Who takes part. A person is a rule from what they remember, and what was said on the phone, to their next request;
who gets no answer asks again.
"""

from dataclasses import dataclass
from typing import NamedTuple, Protocol, cast

from shared.errors import Unavailable
from shared.ids import CallId, ParticipantId, call_id_for
from shared.instants import Instant
from shared.json_values import JsonObject
from shared.operators import StaffMember
from shared.pins import Pin
from shared.usecases.issue_pin import IssuedPin
from tests.model.operations import Answered, NoAnswer, Operation, Outcome, Refusal
from tests.model.stepping import Request

NOW = Instant(1_767_225_600_000)
OPERATOR = StaffMember("22222222-2222-4222-8222-000000000001", "Olga", ("Operator",))
WIDGET = "default"
CREATED_BY = "the call of the model"
CALL_ID = call_id_for(OPERATOR.object_id, CREATED_BY)


class Said(NamedTuple):
    """A PIN that the operator reads out on the phone, which anybody may hear."""

    call_id: CallId
    generation: int
    pin: Pin


Phone = tuple[Said, ...]


class Memory(NamedTuple):
    """What a person remembers between two requests."""

    unanswered: int = 0
    """Requests in a row that got no answer: each draws random numbers of its own."""
    step: int = 0
    place: tuple[CallId, ParticipantId] | None = None
    refused: int = 0
    """The newest generation of PINs that was refused."""


AT_FIRST = Memory()


@dataclass(frozen=True, slots=True)
class Guess:
    """A PIN that a browser offers: asked again it is the same guess."""

    browser: str
    generation: int
    digits: str
    offset: int

    @property
    def is_right(self) -> bool:
        return self.offset == 0


@dataclass(frozen=True, slots=True)
class CodeTried:
    """A match code that an operator types."""

    participant_id: ParticipantId
    is_right: bool


class Person(Protocol):
    """A rule of conduct."""

    @property
    def name(self) -> str: ...

    @property
    def start(self) -> Memory:
        """What they know at the start."""
        ...

    def wants(self, memory: Memory, phone: Phone) -> Request | None:
        """The next request; None when there is none (yet)."""
        ...

    def learns(self, memory: Memory, request: Request, outcome: Outcome) -> Memory:
        """What they remember after it."""
        ...


def unanswered(outcome: Outcome) -> bool:
    """A dead process and a 503 are alike to who asked."""
    return isinstance(outcome, NoAnswer) or (isinstance(outcome, Refusal) and isinstance(outcome.error, Unavailable))


def said(operation: Operation, outcome: Outcome) -> Phone:
    """What the operator reads out after the last operation of a request: the PIN, if it was issued."""
    value = outcome.value if isinstance(outcome, Answered) else None
    if not isinstance(value, IssuedPin):
        return ()
    pointer = cast("JsonObject", operation.argument)
    return (Said(value.call_id, cast("int", pointer["generation"]), value.pin),)
