"""POST /api/turn-away: the operator sends a waiting customer away."""

import azure.functions as func

from functions import requests
from functions.app import App
from functions.bodies import body
from functions.call_ids import call_id_in, participant_id_in
from functions.callers import operator
from functions.replies import reply
from functions.shown_calls import shown_participant
from shared.usecases import lobby


async def turn_away(request: func.HttpRequest, app: App) -> func.HttpResponse:
    """200 with the participant."""
    who = operator(request, app)
    asked = body(request, requests.ParticipantNamed)
    participant = await lobby.turn_away(
        app.ports, who, call_id_in(asked.call_id), participant_id_in(asked.participant_id), app.clock()
    )
    return reply(shown_participant(participant))
