"""POST /api/resume: the same browser comes back without a PIN."""

import azure.functions as func

from functions import requests
from functions.app import App
from functions.bodies import body
from functions.callers import network_address
from functions.proofs import proof_in
from functions.redeemed import redeemed, refusals_take_as_long
from functions.replies import reply
from shared.errors import FieldError, InvalidRequest
from shared.ids import as_call_id, as_participant_id
from shared.usecases import resume as usecase


async def resume(request: func.HttpRequest, app: App) -> func.HttpResponse:
    """200 as redeem-pin; anything wrong is `pin_rejected`."""
    asked = body(request, requests.Resume)
    proof = proof_in(request, app)
    if asked.redemption_key is None and proof is None:
        raise InvalidRequest([FieldError("redemption_key", "is required, or a DPoP header in its place")])
    wanted = usecase.Return(
        call_id=as_call_id(asked.call_id),
        participant_id=as_participant_id(asked.participant_id),
        redemption_key=asked.redemption_key,
        proof=proof,
        address=network_address(request, app),
    )
    async with refusals_take_as_long(app):
        call, participant = await usecase.resume(app.ports, wanted, app.clock())
    return reply(await redeemed(app, call, participant))
