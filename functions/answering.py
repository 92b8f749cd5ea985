"""Around every handler: only what came through Front Door gets in, and refusals become problems."""

from collections.abc import Awaitable, Callable

import azure.functions as func

from functions.app import App
from functions.callers import came_through_front_door
from functions.replies import closed_door, refusal
from functions.routes import Route
from shared.errors import Refused


def answering(route: Route, app: App) -> Callable[[func.HttpRequest], Awaitable[func.HttpResponse]]:
    """The function that the platform calls for this route."""

    async def answer(req: func.HttpRequest) -> func.HttpResponse:
        if not came_through_front_door(req, app):
            return closed_door()
        try:
            return await route.handler(req, app)
        except Refused as refused:
            return refusal(refused)

    answer.__name__ = route.name.replace("-", "_")
    answer.__doc__ = route.handler.__doc__
    return answer
