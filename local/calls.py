"""What goes into a function and what comes out, in the host's own plain values."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HttpCall:
    """A request as the real host hands it over: header names in lower case, repeats joined with a comma."""

    method: str
    url: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    route: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class TimerCall:
    """A firing. `past_due` says that it should have happened earlier; times are RFC 3339 UTC, `last` may be empty."""

    past_due: bool
    last: str
    following: str


@dataclass(frozen=True, slots=True)
class HttpReply:
    """What an HTTP function answered. Header names are in lower case; `set-cookie` may repeat."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class FunctionError(Exception):
    """The function raised, or answered what cannot be sent; the text is for the log alone."""
