"""POST /api/redeem-pin: a customer trades the PIN they were read for a place in the lobby."""

import azure.functions as func

from functions import requests
from functions.app import App
from functions.bodies import body
from functions.callers import network_address
from functions.proofs import proof_in
from functions.redeemed import redeemed, refusals_take_as_long
from functions.replies import reply
from shared import pins
from shared.usecases import redeem_pin as usecase


async def redeem_pin(request: func.HttpRequest, app: App) -> func.HttpResponse:
    """200 with a session, bound to the key that DPoP proves; whatever is wrong about the PIN, one refusal."""
    asked = body(request, requests.RedeemPin)
    proof = proof_in(request, app)
    wanted = usecase.Redemption(
        pin=pins.parse(asked.pin, app.ports.policies.pins.secret_digits),
        redemption_key=asked.redemption_key,
        proof=proof,
        widget=asked.widget,
        display_name=asked.display_name,
        customer_token=asked.customer_token,
        address=network_address(request, app),
    )
    async with refusals_take_as_long(app):
        call, participant = await usecase.redeem_pin(app.ports, wanted, app.clock())
    return reply(await redeemed(app, call, participant))
