"""What a request asks of the store, as data: the only points at which requests get in each other's way."""

from dataclasses import dataclass, field
from typing import Literal

Verb = Literal["create", "read", "patch", "query"]


@dataclass(frozen=True, slots=True)
class Operation:
    """One request to the store. Two are equal when they ask the same."""

    verb: Verb
    about: str
    """The document's id, or the query's name."""
    argument: object = field(compare=False)
    text: str
    """The argument as text, by which it is compared."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a use case returned."""

    value: object = field(compare=False)
    text: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a use case raised."""

    error: Exception = field(compare=False)
    text: str


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """The process died."""

    text: str = "the process is dead"


Outcome = Answered | Refusal | NoAnswer
