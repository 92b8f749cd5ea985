"""What the explorer walks through: where each request stands, what there is at one moment, and the steps between."""

from dataclasses import dataclass, field
from typing import NamedTuple

from tests.model.operations import Operation, Outcome
from tests.model.people import Memory, Phone
from tests.model.shelf import Documents
from tests.model.stepping import Answer, Position, Request

DONE = "done"
REFUSED = "the store is away"
LOST = "done, the answer is lost"
KILLED_BEFORE = "the process dies before it is done"
KILLED_AFTER = "done, then the process dies"


@dataclass(eq=False, slots=True)
class Node:
    """A request after some answers."""

    request: Request
    history: tuple[tuple[int, Answer], ...]
    position: Position
    mattered: bool
    """Whether a comparison of a PIN has changed what it does."""
    children: dict[tuple[int, object], "Node"] = field(default_factory=dict)


@dataclass(eq=False, frozen=True, slots=True)
class Place:
    """A person, and the request that they wait for. There is one object of each."""

    memory: Memory
    node: Node | None


class World(NamedTuple):
    """All there is at one moment; the call's document is the first of `documents`."""

    documents: Documents
    rows: frozenset[str]
    """Ids of the audit rows that are written."""
    places: tuple[Place, ...]
    phone: Phone
    faults_left: int
    compared: frozenset[tuple[bytes, object]]
    """Which guesses were compared with which PIN's tag, where it mattered."""
    counted: frozenset[object]
    """Which guesses took an attempt."""

    @property
    def call(self) -> int:
        """The version of the call's document."""
        return self.documents[0]


EMPTY = World((), frozenset(), (), (), 0, frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Step:
    """From one state to the next: whose operation, and what became of it; `outcome` when it was the request's last."""

    who: int
    request: Request
    operation: Operation
    how: str
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Found:
    """What an exploration came to; `path` is the shortest to what is wrong."""

    states: int
    steps: int
    ends: int
    wrong: str | None = None
    path: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n".join([f"{self.wrong}:", *(f"{number:4}. {line}" for number, line in enumerate(self.path, 1))])
