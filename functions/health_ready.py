"""GET /api/health/ready: the app and every neighbour of it."""

import azure.functions as func

from functions.answers import Neighbours, NotReady, Ready
from functions.app import App
from functions.readiness import CACHED_SECONDS
from functions.replies import reply


async def health_ready(request: func.HttpRequest, app: App) -> func.HttpResponse:
    """200, or 503 naming the neighbour that is away."""
    del request
    neighbours = Neighbours.model_validate(await app.readiness.look(app.ports, app.clock()))
    if "away" in neighbours.model_dump().values():
        away = NotReady(neighbours=neighbours, retry_after=CACHED_SECONDS)
        return reply(away, 503, {"Retry-After": str(CACHED_SECONDS)})
    return reply(Ready(neighbours=neighbours))
