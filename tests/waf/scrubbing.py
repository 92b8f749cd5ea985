"""The firewall's log, as Front Door would write it: what the declared policy leaves of the engine's own notes.

Front Door masks the named fields before a row is written. ModSecurity 3 has nothing for that (`sanitiseArg` ended with
2), so the engine's notes stay in the test's folder, and the log is made of them by the same rules.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from tests.waf.policy import Field, Place

MASK = "*******"
_MATCHED = re.compile(r"against variable `(?P<variable>[^']+)' \(Value: `(?P<value>.*)' \)", re.DOTALL)
_FOUND = re.compile(r"found within (?P<variable>[A-Z_]+(?::[^:\s]+)?): (?P<value>.*)", re.DOTALL)
_ESCAPE = re.compile(r'\\(["\\/bfnrt]|u[0-9a-fA-F]{4})?')
_COLLECTIONS: dict[str, Place] = {"REQUEST_HEADERS": "header", "REQUEST_COOKIES": "cookie"}


@dataclass(frozen=True, slots=True)
class Row:
    """One rule that one request met."""

    uri: str
    rule: str
    message: str
    variable: str
    value: str
    data: str


def log(notes: str, masked: frozenset[Field]) -> str:
    """The rows, one JSON object a line, of the engine's notes with these fields masked."""
    return "".join(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows(notes, masked))


def rows(notes: str, masked: frozenset[Field]) -> Iterator[Row]:
    """The same as rows."""
    for line in notes.splitlines():
        transaction = json.loads(_ESCAPE.sub(_escaped, line), strict=False)["transaction"]
        for message in transaction["messages"]:
            details = message["details"]
            data = str(details["data"])
            met = _MATCHED.search(details["match"]) or _FOUND.search(data)
            variable, value = (met["variable"], met["value"]) if met else ("", data)
            if _field(variable) in masked:
                value, data = MASK, MASK
            elif variable == "REQUEST_BODY":
                value, data = (_within_body(text, masked) for text in (value, data))
            asked, rule = str(transaction["request"]["uri"]), str(details["ruleId"])
            yield Row(asked, rule, str(message["message"]), variable, value, data)


def _escaped(found: re.Match[str]) -> str:
    """ModSecurity writes bytes that attack as it got them, a backslash among them; JSON wants it twice."""
    return found[0] if found[1] else r"\\"


def _within_body(text: str, masked: frozenset[Field]) -> str:
    """A JSON body that a rule met as a whole, its masked fields masked; rules may have made its letters small."""
    names = "|".join(re.escape(field.name) for field in masked if field.place == "json")
    return re.sub(rf'"({names})"\s*:\s*"[^"]*"?', rf'"\1":"{MASK}"', text, flags=re.IGNORECASE) if names else text


def _field(variable: str) -> Field | None:
    """Which part of a request the engine's variable is; names of headers in the spelling of the policy."""
    collection, _, name = variable.partition(":")
    if collection in {"ARGS", "ARGS_POST"}:
        return Field("json", name.removeprefix("json.")) if name.startswith("json.") else Field("form", name)
    place = _COLLECTIONS.get(collection)
    return Field(place, name) if place else None
