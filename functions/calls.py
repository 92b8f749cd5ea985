"""GET /api/calls: the operator's own calls, newest first, a page at a time."""

import base64
import binascii

import azure.functions as func

from functions import requests
from functions.answers import CallList
from functions.app import App
from functions.bodies import query
from functions.callers import operator
from functions.replies import reply
from functions.shown_calls import listed_call
from shared.errors import FieldError, InvalidRequest
from shared.ids import as_call_id
from shared.instants import Instant
from shared.ports import Cursor
from shared.usecases.own_calls import own_calls


async def calls(request: func.HttpRequest, app: App) -> func.HttpResponse:
    """200; `next` is what `after` takes for the page behind this one."""
    who = operator(request, app)
    asked = query(request, requests.ListCalls)
    page, following = await own_calls(app.ports, who, asked.limit, _cursor(asked.after), app.clock())
    return reply(CallList(calls=[listed_call(call) for call in page], next=_text(following)))


def _text(cursor: Cursor | None) -> str | None:
    if cursor is None:
        return None
    return base64.urlsafe_b64encode(f"{cursor.created_at}.{cursor.call_id}".encode()).decode().rstrip("=")


def _cursor(text: str) -> Cursor | None:
    if not text:
        return None
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, UnicodeError, ValueError):
        raw = ""
    moment, _, name = raw.partition(".")
    call_id = as_call_id(name)
    if call_id is None or not moment.isdigit() or len(moment) > 15:
        raise InvalidRequest([FieldError("after", "is not a place in the list; take it from next")])
    return Cursor(Instant(int(moment)), call_id)
