"""What a patch makes of a document, as pure functions: the semantics of `ports.DocumentStore` in plain Python."""

from collections.abc import Mapping
from typing import cast

from shared.json_values import Json, JsonObject
from shared.patches import (
    Above,
    Absent,
    AllOf,
    AnyOf,
    Append,
    Below,
    Change,
    Condition,
    Equals,
    Increment,
    LengthIs,
    Patch,
    Path,
    Present,
    Set,
    ShorterThan,
)

_NOTHING = object()


def patched(document: JsonObject, patch: Patch) -> JsonObject | None:
    """The document after the patch, sharing what did not change; None when the condition does not hold."""
    if not holds(document, patch.when):
        return None
    after = document
    for change in patch.changes:
        after = _changed(after, change.path, change, document)
    return after


def holds(document: JsonObject, condition: Condition) -> bool:
    """Absent is not null, true is not 1, and only numbers are below or above anything."""
    match condition:
        case AllOf(parts=parts):
            return all(holds(document, part) for part in parts)
        case AnyOf(parts=parts):
            return any(holds(document, part) for part in parts)
        case Present(path=path):
            return _at(document, path) is not _NOTHING
        case Absent(path=path):
            return _at(document, path) is _NOTHING
        case Below(path=path, bound=bound):
            found = _at(document, path)
            return _is_number(found) and cast("int", found) < bound
        case Above(path=path, bound=bound):
            found = _at(document, path)
            return _is_number(found) and cast("int", found) > bound
        case LengthIs(path=path, items=items):
            found = _at(document, path)
            return isinstance(found, list) and len(found) == items
        case ShorterThan(path=path, items=items):
            found = _at(document, path)
            return isinstance(found, list) and len(found) < items
        case Equals(path=path, to=to):
            found = _at(document, path)
            other = _at(document, to) if isinstance(to, tuple) else to
            return found is not _NOTHING and type(found) is type(other) and found == other


def _changed(document: JsonObject, path: Path, change: Change, before: JsonObject) -> JsonObject:
    name, *rest = path
    if rest:
        inner = document[name]
        if not isinstance(inner, Mapping):
            raise TypeError(f"{name} has nothing inside: {change.path}")
        return {**document, name: _changed(inner, tuple(rest), change, before)}
    return {**document, name: _new_value(document, name, change, before)}


def _new_value(parent: JsonObject, name: str, change: Change, before: JsonObject) -> Json:
    match change:
        case Set(value=value):
            return value
        case Increment(by=by, path=path):
            found = _at(before, path)
            return by if found is _NOTHING else cast("int", found) + by
        case Append(value=value):
            return [*cast("list[Json]", parent[name]), value]


def _at(document: JsonObject, path: Path) -> object:
    value: object = document
    for name in path:
        if not isinstance(value, Mapping) or name not in value:
            return _NOTHING
        value = value[name]
    return value


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
