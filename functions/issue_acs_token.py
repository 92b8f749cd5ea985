"""POST /api/issue-acs-token: the right to join the call, for a customer who was let in or for its operator."""

import azure.functions as func

from functions import requests
from functions.answers import AcsToken, Join, Peer, Waiting
from functions.app import App
from functions.bodies import body
from functions.call_ids import call_id_in
from functions.callers import is_session, operator, session
from functions.replies import reply
from shared.calls import Call
from shared.instants import rfc3339
from shared.json_values import JsonObject
from shared.usecases.issue_acs_token import Grant, grant_to_customer, grant_to_operator


async def issue_acs_token(request: func.HttpRequest, app: App) -> func.HttpResponse:
    """200 with the token and where to join; 202 for a customer in the lobby."""
    if is_session(request, app):
        claims = await session(request, app)
        body(request, requests.NoFields)
        grant = await grant_to_customer(app.ports, claims, app.clock())
        return reply(Waiting(), 202, {"Retry-After": "1"}) if grant is None else reply(_answer(grant))
    who = operator(request, app)
    asked = body(request, requests.CallNamed)
    return reply(_answer(await grant_to_operator(app.ports, who, call_id_in(asked.call_id), app.clock())))


def _answer(grant: Grant) -> JsonObject:
    call = grant.call
    answer = AcsToken(
        provider=call.provider,
        user_id=grant.user_id,
        token=grant.token.token,
        expires_on=rfc3339(grant.token.expires_at),
        endpoint=grant.endpoint,
        join=Join(kind="local", id=call.call_id) if call.provider == "local" else Join(kind="room", id=call.room_id),
        participants=_peers(call),
    )
    return answer.model_dump(exclude=None if answer.endpoint else {"endpoint"})


def _peers(call: Call) -> list[Peer]:
    """The operator, and the customer who is in the call; names are what the server knows, never a peer's word."""
    peers = []
    if call.operator_user_id is not None:
        peers.append(Peer(user_id=call.operator_user_id, role="operator", name=call.operator_name))
    admitted = call.participant(call.admitted or "")
    if admitted is not None and admitted.user_id is not None:
        peers.append(Peer(user_id=admitted.user_id, role="customer", name=admitted.display_name or ""))
    return peers
