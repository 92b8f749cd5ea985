"""Around every handler: only what came through Front Door gets in, and refusals become problems."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import azure.functions as func

from functions.app import App
from functions.callers import came_through_front_door
from functions.replies import closed_door, refusal
from functions.routes import Route
from shared.errors import Refused, Unavailable

ANSWER_SECONDS = 4.0
"""An answer that is not held back on purpose comes within five seconds, whatever the neighbours do."""
_log = logging.getLogger(__name__)


def answering(route: Route, app: App) -> Callable[[func.HttpRequest], Awaitable[func.HttpResponse]]:
    """The function that the platform calls for this route."""

    async def answer(req: func.HttpRequest) -> func.HttpResponse:
        if not came_through_front_door(req, app):
            return closed_door()
        await app.begin()
        try:
            async with asyncio.timeout(ANSWER_SECONDS + route.held_seconds):
                return await route.handler(req, app)
        except TimeoutError:
            _log.warning("%s: no answer within its time; the client is asked to try again", route.name)
            return refusal(Unavailable())
        except Refused as refused:
            return refusal(refused)

    answer.__name__ = route.name.replace("-", "_")
    answer.__doc__ = route.handler.__doc__
    return answer
