"""GET /api/calls: the operator's own calls, newest first, a page at a time."""

import re

import azure.functions as func

from functions import requests
from functions.answers import CallList
from functions.app import App
from functions.bodies import query
from functions.callers import operator
from functions.replies import reply
from functions.shown_calls import listed_call
from shared import base64url
from shared.errors import FieldError, InvalidRequest
from shared.ids import as_call_id
from shared.instants import Instant
from shared.ports import Cursor
from shared.usecases.own_calls import own_calls

_MOMENT = re.compile(r"0|[1-9][0-9]{0,14}")
"""One spelling of each, so that a place in the list has one name."""


async def calls(request: func.HttpRequest, app: App) -> func.HttpResponse:
    """200; `next` is what `after` takes for the page behind this one."""
    who = operator(request, app)
    asked = query(request, requests.ListCalls)
    page, following = await own_calls(app.ports, who, asked.limit, _cursor(asked.after), app.clock())
    return reply(CallList(calls=[listed_call(call) for call in page], next=_text(following)))


def _text(cursor: Cursor | None) -> str | None:
    if cursor is None:
        return None
    return base64url.encode(f"{cursor.created_at}.{cursor.call_id}".encode())


def _cursor(text: str) -> Cursor | None:
    if not text:
        return None
    try:
        raw = base64url.decode(text).decode("ascii")
    except ValueError:
        raw = ""
    moment, _, name = raw.partition(".")
    call_id = as_call_id(name)
    if call_id is None or not _MOMENT.fullmatch(moment):
        raise InvalidRequest([FieldError("after", "is not a place in the list; take it from next")])
    return Cursor(Instant(int(moment)), call_id)
