"""A conditional write as data: what to change in one document, and when.

The shapes are those of Cosmos DB's partial document update with a filter predicate, so that every
invariant of a call is a condition that the store itself checks. Conditions compare with whole numbers,
constants and names made here; no text of a user's ever stands in one.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from shared.json_values import Json

Path = tuple[str, ...]
"""Names from the document's root down."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,80}")
_TEXT = re.compile(r"[A-Za-z0-9_:-]{1,100}")
MAX_CHANGES = 10
"""Cosmos DB takes at most ten operations in one patch."""


@dataclass(frozen=True, slots=True)
class Set:
    """Put `value` at `path`; the parent must be there."""

    path: Path
    value: Json


@dataclass(frozen=True, slots=True)
class Increment:
    """Add to the number at `path`; an absent one counts as 0."""

    path: Path
    by: int


@dataclass(frozen=True, slots=True)
class Append:
    """Add `value` to the end of the list at `path`."""

    path: Path
    value: Json


Change = Set | Increment | Append


@dataclass(frozen=True, slots=True)
class Equals:
    """The value at `path` is this constant, or equals the value at another path."""

    path: Path
    to: str | int | bool | Path | None


@dataclass(frozen=True, slots=True)
class Below:
    """The number at `path` is less than `bound`."""

    path: Path
    bound: int


@dataclass(frozen=True, slots=True)
class Above:
    """The number at `path` is greater than `bound`."""

    path: Path
    bound: int


@dataclass(frozen=True, slots=True)
class Present:
    """There is something at `path` (null counts)."""

    path: Path


@dataclass(frozen=True, slots=True)
class Absent:
    """There is nothing at `path`, not even null."""

    path: Path


@dataclass(frozen=True, slots=True)
class ShorterThan:
    """The list at `path` has fewer items than this."""

    path: Path
    items: int


@dataclass(frozen=True, slots=True)
class LengthIs:
    """The list at `path` has so many items."""

    path: Path
    items: int


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple["Condition", ...]


Condition = Equals | Below | Above | Present | Absent | LengthIs | ShorterThan | AllOf | AnyOf


def all_of(*parts: Condition) -> AllOf:
    """Every one of these."""
    return AllOf(parts)


def any_of(*parts: Condition) -> AnyOf:
    """One of these at least."""
    return AnyOf(parts)


@dataclass(frozen=True, slots=True)
class Patch:
    """Changes to one document, made together and only when the condition holds.

    Raises ValueError on more than ten changes, on two changes of one place (stores differ on what the second
    one sees; lists may be appended to twice), on a name or a text that a store's language could misread.
    """

    changes: tuple[Change, ...]
    when: Condition

    def __post_init__(self) -> None:
        if not 1 <= len(self.changes) <= MAX_CHANGES:
            raise ValueError(f"a patch makes 1 to {MAX_CHANGES} changes, not {len(self.changes)}")
        for change in self.changes:
            _check_path(change.path)
        for first, second in itertools.combinations(self.changes, 2):
            _check_apart(first, second)
        _check_condition(self.when)


def _check_path(path: Path) -> None:
    if not path or any(not _NAME.fullmatch(name) for name in path):
        raise ValueError(f"not a path of plain names: {path}")


def _check_apart(first: Change, second: Change) -> None:
    shared = min(len(first.path), len(second.path))
    both_append = isinstance(first, Append) and isinstance(second, Append)
    if first.path[:shared] == second.path[:shared] and not (both_append and first.path == second.path):
        raise ValueError(f"two changes of one place: {first.path}, {second.path}")


def _check_condition(condition: Condition) -> None:
    if isinstance(condition, AllOf | AnyOf):
        _check_parts(condition.parts)
        return
    _check_path(condition.path)
    if isinstance(condition, Equals):
        if isinstance(condition.to, tuple):
            _check_path(condition.to)
        elif isinstance(condition.to, str) and not _TEXT.fullmatch(condition.to):
            raise ValueError("a condition compares with plain constants only")


def _check_parts(parts: Sequence[Condition]) -> None:
    if not parts:
        raise ValueError("a condition needs at least one part")
    for part in parts:
        _check_condition(part)
