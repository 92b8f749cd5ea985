"""A `Patch` as one UPDATE: the changes nest as json_set calls, the condition becomes the WHERE clause."""

import json
from dataclasses import dataclass, field

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
    Patch,
    Path,
    Present,
    Set,
    ShorterThan,
)

_NUMBER = "('integer', 'real')"


@dataclass
class Statement:
    """SQL text with its parameters, in the order in which they stand."""

    sql: str
    parameters: list[str | int] = field(default_factory=list)


def update(document_id: str, patch: Patch, now: int) -> Statement:
    """`UPDATE documents ... RETURNING body`: a row comes back exactly when the patch was made."""
    body = Statement("body")
    for change in patch.changes:
        body = _apply(body, change)
    when = _condition(patch.when)
    sql = (
        f"UPDATE documents SET body = {body.sql}, gone_at = ? + 1000 * (body ->> '$.ttl')"  # noqa: S608
        f" WHERE id = ? AND gone_at > ? AND {when.sql} RETURNING body"
    )
    return Statement(sql, [*body.parameters, now, document_id, now, *when.parameters])


def _apply(body: Statement, change: Change) -> Statement:
    path = _json_path(change.path)
    match change:
        case Set(value=value):
            return Statement(f"json_set({body.sql}, ?, json(?))", [*body.parameters, path, _text(value)])
        case Append(value=value):
            return Statement(f"json_insert({body.sql}, ?, json(?))", [*body.parameters, f"{path}[#]", _text(value)])
        case Increment(by=by):
            sql = f"json_set({body.sql}, ?, coalesce(json_extract(body, ?), 0) + ?)"
            return Statement(sql, [*body.parameters, path, path, by])


def _condition(condition: Condition) -> Statement:
    match condition:
        case AllOf(parts=parts):
            return _joined(" AND ", parts)
        case AnyOf(parts=parts):
            return _joined(" OR ", parts)
        case Equals(path=path, to=to):
            return _equals(path, to)
        case Below(path=path, bound=bound):
            return _compared(path, _NUMBER, "json_extract(body, ?) < ?", bound)
        case Above(path=path, bound=bound):
            return _compared(path, _NUMBER, "json_extract(body, ?) > ?", bound)
        case Present(path=path):
            return Statement("json_type(body, ?) IS NOT NULL", [_json_path(path)])
        case Absent(path=path):
            return Statement("json_type(body, ?) IS NULL", [_json_path(path)])
        case ShorterThan(path=path, items=items):
            return _compared(path, "('array')", "json_array_length(body, ?) < ?", items)
        case LengthIs(path=path, items=items):
            return _compared(path, "('array')", "json_array_length(body, ?) = ?", items)


def _equals(path: Path, to: str | int | bool | Path | None) -> Statement:  # noqa: FBT001
    if isinstance(to, tuple):
        sql = "(json_type(body, ?) = json_type(body, ?) AND json_extract(body, ?) IS json_extract(body, ?))"
        return Statement(sql, [_json_path(path), _json_path(to)] * 2)
    if to is None or isinstance(to, bool):
        return Statement("json_type(body, ?) = ?", [_json_path(path), json.dumps(to)])
    return _compared(path, "('text')" if isinstance(to, str) else _NUMBER, "json_extract(body, ?) = ?", to)


def _compared(path: Path, types: str, comparison: str, value: str | int) -> Statement:
    """SQLite orders values of any types, and takes true for 1; the port compares like with like alone."""
    return Statement(f"(json_type(body, ?) IN {types} AND {comparison})", [*[_json_path(path)] * 2, value])


def _joined(word: str, parts: tuple[Condition, ...]) -> Statement:
    made = [_condition(part) for part in parts]
    return Statement(
        "(" + word.join(part.sql for part in made) + ")", [value for part in made for value in part.parameters]
    )


def _json_path(path: Path) -> str:
    return "$" + "".join(f'."{name}"' for name in path)


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)
