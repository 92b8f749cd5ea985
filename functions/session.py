"""GET /api/session: where the customer stands; the widget asks again and again."""

import azure.functions as func

from functions.answers import Session, SessionParticipant
from functions.app import App
from functions.callers import session as caller
from functions.redeemed import fresh_token
from functions.replies import reply, reply_if_changed
from functions.waiting import Patience, preferred_wait
from shared.session_tokens import SessionClaims
from shared.usecases.customer_session import read_session, shown_match_code


async def session(request: func.HttpRequest, app: App) -> func.HttpResponse:
    """200 or 304; with a fresh token once less than half of the old one's life is left.

    `Prefer: wait=10` (RFC 7240) holds a 304 back until something changes, at most for so many seconds.
    """
    claims = await caller(request, app)
    patience = Patience(preferred_wait(request))
    while True:
        with app.ports.bells.listening(claims.call_id) as ear:
            answer = await _look(request, app, claims)
            if answer.status_code != 304 or patience.is_over:
                return answer
            await ear.heard(patience.until_next_look)


async def _look(request: func.HttpRequest, app: App, claims: SessionClaims) -> func.HttpResponse:
    call, participant = await read_session(app.ports, claims, app.clock())
    shown = Session(
        call_id=call.call_id,
        state=call.state.value,
        end_reason=call.end_reason.value if call.end_reason else None,
        participant=SessionParticipant(participant_id=participant.participant_id, state=participant.state.value),
        operator_name=call.operator_name,
        match_code=await shown_match_code(app.ports, call, participant),
        provider=call.provider,
        authenticated=False,
    )
    absent = {name for name in ("session_token", "expires_in", "match_code") if getattr(shown, name) is None}
    if not (call.is_open and participant.is_present and claims.half_spent(app.clock())):
        return reply_if_changed(request, shown.model_dump(exclude=absent))
    life = app.ports.policies.lifetimes.session_seconds
    token = await fresh_token(app, call, participant)
    renewed = shown.model_dump(exclude=absent) | {"session_token": token, "expires_in": life}
    return reply(renewed)
