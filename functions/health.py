"""GET /api/health: the app runs. It asks no neighbour."""

import azure.functions as func

from functions.answers import Health
from functions.app import App
from functions.replies import reply
from shared.version import VERSION


async def health(request: func.HttpRequest, app: App) -> func.HttpResponse:
    """200."""
    del request, app
    return reply(Health(version=VERSION))
