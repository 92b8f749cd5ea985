"""POST /api/issue-pin: a PIN for the operator to read out; the only time it is ever seen."""

import azure.functions as func

from functions import requests
from functions.answers import PinIssued
from functions.app import App
from functions.bodies import body
from functions.call_ids import call_id_in
from functions.callers import operator
from functions.replies import reply
from shared.instants import rfc3339
from shared.usecases import issue_pin as usecase


async def issue_pin(request: func.HttpRequest, app: App) -> func.HttpResponse:
    """201 with the PIN; the earlier one dies."""
    who = operator(request, app)
    asked = body(request, requests.CallNamed)
    issued = await usecase.issue_pin(app.ports, who, call_id_in(asked.call_id), app.clock())
    answer = PinIssued(
        call_id=issued.call_id,
        pin=issued.pin.digits,
        pin_display=issued.pin.display,
        expires_at=rfc3339(issued.expires_at),
        ttl_seconds=issued.ttl_seconds,
    )
    return reply(answer, 201)
