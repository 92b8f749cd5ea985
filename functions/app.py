"""What every handler is given besides its request."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import azure.functions as func

from functions.readiness import Readiness
from shared.instants import Instant
from shared.json_values import JsonObject
from shared.ports import Ports
from shared.settings import Settings


@dataclass(frozen=True, slots=True)
class App:
    """The ports, the settings that concern HTTP, and the clock."""

    ports: Ports
    settings: Settings
    clock: Callable[[], Instant]
    openapi: Callable[[], JsonObject] = dict
    readiness: Readiness = field(default_factory=Readiness)


Handler = Callable[[func.HttpRequest, App], Awaitable[func.HttpResponse]]
"""Parse, call, reply; refusals are raised."""
