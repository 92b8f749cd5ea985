"""POST /api/create-call: an operator makes a call."""

import re

import azure.functions as func

from functions import requests
from functions.answers import CallCreated
from functions.app import App
from functions.bodies import body
from functions.callers import operator
from functions.replies import reply
from shared.errors import FieldError, InvalidRequest
from shared.instants import rfc3339
from shared.usecases import create_call as usecase

_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")


async def create_call(request: func.HttpRequest, app: App) -> func.HttpResponse:
    """201, also for the repetition of a request with the same Idempotency-Key."""
    who = operator(request, app)
    asked = body(request, requests.CreateCall)
    wanted = usecase.NewCall(asked.subject, asked.widget, asked.scenario, _idempotency_key(request))
    call = await usecase.create_call(app.ports, who, wanted, app.clock())
    created = CallCreated(
        call_id=call.call_id,
        state="open",
        created_at=rfc3339(call.created_at),
        expires_at=rfc3339(call.expires_at),
        provider=call.provider,
        operator_name=call.operator_name,
    )
    return reply(created, 201)


def _idempotency_key(request: func.HttpRequest) -> str | None:
    key: str | None = request.headers.get("idempotency-key")
    if key is not None and not _KEY.fullmatch(key):
        raise InvalidRequest([FieldError("Idempotency-Key", "1 to 64 of A-Z a-z 0-9 _ - are needed")])
    return key
