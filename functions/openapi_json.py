"""GET /api/openapi.json: the contract, from the very models that check requests."""

import azure.functions as func

from functions.app import App
from functions.replies import reply


async def openapi_json(request: func.HttpRequest, app: App) -> func.HttpResponse:
    """200 with OpenAPI 3.1."""
    del request
    return reply(app.openapi())
