"""A `Patch` as a partial document update of Cosmos DB: its operations, and its condition as the filter predicate.

A predicate takes no parameters. Names and constants in it are of the forms that `shared.patches` lets through,
none of which can end a name or a text.
"""

from shared.json_values import Json
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
    Path,
    Present,
    Set,
    ShorterThan,
)


def operation(change: Change) -> dict[str, Json]:
    """One change, as the service takes it."""
    match change:
        case Set(path=path, value=value):
            return {"op": "set", "path": _pointer(path), "value": value}
        case Append(path=path, value=value):
            return {"op": "add", "path": f"{_pointer(path)}/-", "value": value}
        case Increment(path=path, by=by):
            return {"op": "incr", "path": _pointer(path), "value": by}


def predicate(condition: Condition) -> str:
    """The condition on the document as it was before."""
    return f"from c where {_said(condition)}"


def _said(condition: Condition) -> str:
    """With no more parentheses than it needs: AND binds tighter than OR."""
    match condition:
        case AllOf(parts=parts):
            said = [f"({_said(part)})" if _is_choice(part) and len(parts) > 1 else _said(part) for part in parts]
            return " AND ".join(said)
        case AnyOf(parts=parts):
            return " OR ".join(_said(part) for part in parts)
        case Equals(path=path, to=to):
            return _equals(_name(path), to)
        case Below(path=path, bound=bound):
            return f"IS_NUMBER({_name(path)}) AND {_name(path)} < {bound:d}"
        case Above(path=path, bound=bound):
            return f"IS_NUMBER({_name(path)}) AND {_name(path)} > {bound:d}"
        case Present(path=path):
            return f"IS_DEFINED({_name(path)})"
        case Absent(path=path):
            return f"NOT IS_DEFINED({_name(path)})"
        case ShorterThan(path=path, items=items):
            return f"IS_ARRAY({_name(path)}) AND ARRAY_LENGTH({_name(path)}) < {items:d}"
        case LengthIs(path=path, items=items):
            return f"IS_ARRAY({_name(path)}) AND ARRAY_LENGTH({_name(path)}) = {items:d}"


def _equals(name: str, to: str | int | bool | Path | None) -> str:  # noqa: FBT001
    match to:
        case None:
            return f"IS_NULL({name})"
        case tuple():
            return f"{name} = {_name(to)}"
        case str():
            return f"IS_STRING({name}) AND {name} = '{to}'"
        case bool():
            return f"{name} = {'true' if to else 'false'}"
        case int():
            return f"IS_NUMBER({name}) AND {name} = {to:d}"


def _is_choice(condition: Condition) -> bool:
    """Whether an OR stands outermost in what is said of it."""
    match condition:
        case AnyOf(parts=parts):
            return len(parts) > 1 or _is_choice(parts[0])
        case AllOf(parts=(only,)):
            return _is_choice(only)
        case _:
            return False


def _pointer(path: Path) -> str:
    return "".join(f"/{name}" for name in path)


def _name(path: Path) -> str:
    return "c" + "".join(f'["{name}"]' for name in path)
