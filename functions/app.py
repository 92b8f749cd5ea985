"""What every handler is given besides its request."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import azure.functions as func

from functions.readiness import Readiness
from shared.instants import Instant
from shared.json_values import JsonObject
from shared.ports import Ports
from shared.settings import Settings


async def _nothing() -> None:
    """What there is to do before a request, if nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class App:
    """The ports, the settings that concern HTTP, and the clock."""

    ports: Ports
    settings: Settings
    clock: Callable[[], Instant]
    openapi: Callable[[], JsonObject] = dict
    readiness: Readiness = field(default_factory=Readiness)
    begin: Callable[[], Awaitable[None]] = _nothing
    """Called before each request."""


Handler = Callable[[func.HttpRequest, App], Awaitable[func.HttpResponse]]
"""Parse, call, reply; refusals are raised."""
