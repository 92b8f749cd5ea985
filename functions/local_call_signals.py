"""POST and GET /api/local-call-signals: mail between the two browsers of a local call."""

from collections.abc import Awaitable, Callable

import azure.functions as func

from functions import requests
from functions.answers import SignalSent, SignalShown, SignalsShown
from functions.app import App
from functions.bodies import body, query
from functions.call_ids import call_id_in
from functions.callers import is_session, operator, session
from functions.replies import reply
from functions.waiting import Patience
from shared.usecases import signalling
from shared.usecases.signalling import Mailbox


async def send_local_call_signal(request: func.HttpRequest, app: App) -> func.HttpResponse:
    """201 with the signal's number."""
    look = await _caller(request, app)
    asked = body(request, requests.SendSignal)
    mailbox = await look(asked.call_id)
    return reply(
        SignalSent(seq=await signalling.send_signal(app.ports, mailbox, asked.to, asked.kind, asked.data)), 201
    )


async def read_local_call_signals(request: func.HttpRequest, app: App) -> func.HttpResponse:
    """200 with new mail, held until there is some, the call ends, or `wait` seconds have passed.

    The mailbox is judged anew at each look, so that whoever is sent away, or whose call ends, hears it soon.
    """
    look = await _caller(request, app)
    asked = query(request, requests.ReadSignals)
    patience = Patience(asked.wait)
    while True:
        mailbox = await look(asked.call_id)
        mail = await signalling.receive_signals(app.ports, mailbox, asked.after, patience.until_next_look)
        if mail or patience.is_over:
            shown = [SignalShown(**{"from": m.sender}, seq=m.seq, kind=m.kind, data=m.data) for m in mail]
            return reply(SignalsShown(signals=shown, state="open"))


async def _caller(request: func.HttpRequest, app: App) -> Callable[[str | None], Awaitable[Mailbox]]:
    """Who asks, once; what comes back looks up their mailbox, and refuses when it is theirs no more."""
    if is_session(request, app):
        claims = await session(request, app)
        return lambda _: signalling.customers_mailbox(app.ports, claims, app.clock())
    who = operator(request, app)
    return lambda call_id: signalling.operators_mailbox(app.ports, who, call_id_in(call_id), app.clock())
