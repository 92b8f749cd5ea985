"""What the partner is asked, as its handlers get it, and how they refuse."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from shared.instants import Instant
from shared.json_values import Json, JsonObject


@dataclass(frozen=True, slots=True)
class Asked:
    """One request whose caller is known."""

    method: str
    path: str
    parameters: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: JsonObject
    key: str | None
    """Which access key signed it; None for a bearer token."""


Answer = tuple[int, JsonObject | None]
Handler = Callable[[Asked], Answer]
Row = tuple[str, str, Handler]
"""Method, path, handler."""


class Refusal(Exception):  # noqa: N818
    """An answer in the service's error envelope."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.envelope: JsonObject = {"error": {"code": code, "message": message}}


def invalid(message: str) -> Refusal:
    """The body is not what the service takes."""
    return Refusal(400, "BadRequest", message)


def of_version(asked: Asked, known: frozenset[str]) -> None:
    """Refuse a version of the API that there is not."""
    if (version := asked.query.get("api-version", "")) not in known:
        raise Refusal(400, "UnsupportedApiVersion", f"api-version {version!r} is not supported")


def moment_of(value: Json) -> Instant:
    """RFC 3339 with an offset."""
    try:
        moment = datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise invalid("not a moment in RFC 3339") from None
    if moment.tzinfo is None:
        raise invalid("a moment without its offset from UTC")
    return Instant(round(moment.timestamp() * 1000))


def seven_decimals(moment: Instant) -> str:
    """As the service writes moments: `2026-11-22T17:40:38.0170000+00:00`."""
    return datetime.fromtimestamp(moment / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment % 1000:03}0000+00:00"
