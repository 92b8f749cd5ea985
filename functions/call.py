"""GET /api/calls/{call_id}: one call, as often as the operator app likes."""

import azure.functions as func

from functions.app import App
from functions.call_ids import call_id_in
from functions.callers import operator
from functions.replies import reply_if_changed
from functions.shown_calls import shown_call
from shared.usecases.own_calls import own_call


async def call(request: func.HttpRequest, app: App) -> func.HttpResponse:
    """200 or 304."""
    who = operator(request, app)
    found = await own_call(app.ports, who, call_id_in(request.route_params.get("call_id")), app.clock())
    return reply_if_changed(request, shown_call(found))
