"""POST /api/consent: what the customer agrees to, or no longer does."""

import azure.functions as func

from functions import requests
from functions.answers import ConsentNoted
from functions.app import App
from functions.bodies import body
from functions.callers import session
from functions.replies import reply
from shared.instants import rfc3339
from shared.usecases.customer_session import give_consent


async def consent(request: func.HttpRequest, app: App) -> func.HttpResponse:
    """200 with the moment that stands in the audit."""
    claims = await session(request, app)
    asked = body(request, requests.Consent)
    now = app.clock()
    await give_consent(app.ports, claims, asked.kind, granted=asked.granted, text_version=asked.text_version, now=now)
    return reply(ConsentNoted(kind=asked.kind, granted=asked.granted, at=rfc3339(now)))
