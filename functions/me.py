"""GET /api/me: who is signed in."""

import azure.functions as func

from functions.answers import Me
from functions.app import App
from functions.callers import anyone_signed_in
from functions.replies import reply


async def me(request: func.HttpRequest, app: App) -> func.HttpResponse:
    """200 for anybody who is, whatever their roles."""
    member = anyone_signed_in(request, app)
    return reply(Me(name=member.name, object_id=member.object_id, roles=list(member.roles)))
