"""GET /api/health/ready: the app and every neighbour of it."""

import azure.functions as func

from functions.answers import Neighbours, Ready
from functions.app import App
from functions.replies import reply


async def health_ready(request: func.HttpRequest, app: App) -> func.HttpResponse:
    """200, or 503 naming the neighbour that is away."""
    del request
    neighbours = Neighbours.model_validate(await app.readiness.look(app.ports, app.clock()))
    if "away" in neighbours.model_dump().values():
        return reply(Ready(status="unavailable", neighbours=neighbours), 503, {"Retry-After": "10"})
    return reply(Ready(status="ok", neighbours=neighbours))
