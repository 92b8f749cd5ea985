"""POST /api/admit: the operator lets a waiting customer in by the digits that they read out."""

import azure.functions as func

from functions import requests
from functions.app import App
from functions.bodies import body
from functions.call_ids import call_id_in, participant_id_in
from functions.callers import operator
from functions.replies import reply
from functions.shown_calls import shown_participant
from shared.usecases import lobby


async def admit(request: func.HttpRequest, app: App) -> func.HttpResponse:
    """200 with the participant; a wrong code says how many tries are left."""
    who = operator(request, app)
    asked = body(request, requests.Admit)
    participant = await lobby.admit(
        app.ports,
        who,
        call_id_in(asked.call_id),
        participant_id_in(asked.participant_id),
        asked.match_code,
        app.clock(),
    )
    return reply(shown_participant(participant))
