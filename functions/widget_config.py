"""GET /api/widget-config: what a widget needs to know before anybody types a PIN."""

import azure.functions as func

from functions import requests
from functions.answers import WidgetConfig
from functions.app import App
from functions.bodies import query
from functions.replies import reply
from shared.errors import WidgetNotFound
from shared.widgets import widget


async def widget_config(request: func.HttpRequest, app: App) -> func.HttpResponse:
    """200, or 404 for a widget that nobody set up."""
    rules = widget(query(request, requests.WidgetNamed).widget)
    if rules is None:
        raise WidgetNotFound
    config = WidgetConfig(
        widget=rules.widget_id,
        anonymous_allowed=rules.anonymous_allowed,
        languages=list(rules.languages),
        pin_digits=app.ports.policies.pins.digits,
        audio=rules.audio,
        release=rules.release,
    )
    return reply(config)
