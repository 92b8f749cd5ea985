"""POST /api/end-call: the operator ends the call, or the customer leaves it, or says that they do not trust it."""

import azure.functions as func

from functions import requests
from functions.answers import CallEnded, CallLeft
from functions.app import App
from functions.bodies import body
from functions.call_ids import call_id_in
from functions.callers import is_session, operator, session
from functions.replies import reply
from shared.instants import rfc3339
from shared.usecases import end_call as usecase
from shared.usecases.customer_session import leave
from shared.usecases.distrust import distrust


async def end_call(request: func.HttpRequest, app: App) -> func.HttpResponse:
    """200, also when it was done before."""
    if is_session(request, app):
        claims = await session(request, app)
        asked_to_leave = body(request, requests.LeaveCall)
        go = distrust if asked_to_leave.reason == "distrust" else leave
        await go(app.ports, claims, app.clock())
        return reply(CallLeft(call_id=claims.call_id))
    who = operator(request, app)
    asked = body(request, requests.CallNamed)
    now = app.clock()
    call = await usecase.end_call(app.ports, who, call_id_in(asked.call_id), now)
    return reply(CallEnded(call_id=call.call_id, ended_at=rfc3339(call.ended_at or now)))
