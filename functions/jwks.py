"""GET /api/jwks: the public keys that session tokens verify with."""

import azure.functions as func

from functions.app import App
from functions.replies import reply_if_changed
from shared.errors import FieldError, InvalidRequest

CACHED_SECONDS = 300


async def jwks(request: func.HttpRequest, app: App) -> func.HttpResponse:
    """200 or 304, for anybody and for five minutes of any cache."""
    if request.params:
        raise InvalidRequest([FieldError(name, "is not known here") for name in request.params])
    ring = await app.ports.secrets.key_ring("session")
    headers = {"Cache-Control": f"public, max-age={CACHED_SECONDS}", "Access-Control-Allow-Origin": "*"}
    return reply_if_changed(request, ring.jwks, headers)
