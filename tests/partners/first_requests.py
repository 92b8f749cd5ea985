"""First requests of a cold worker, for tests that look at what they load."""

from types import ModuleType

import azure.functions as func

from functions.answering import answering
from tests.functions.product import unknown_pin


async def redeem_a_pin(function_app: ModuleType) -> None:
    """A PIN that nobody has: the same requests to the store as one that is right."""
    body = f'{{"pin": "{unknown_pin("1067742938")}", "redemption_key": "{"k" * 22}"}}'.encode()
    headers = {"content-type": "application/json", "x-azure-socketip": "192.0.2.1"}
    request = func.HttpRequest("POST", "https://x/api/redeem-pin", headers=headers, body=body)
    assert (await _ask(function_app, "redeem-pin", request)) == 403


async def ask_for_health(function_app: ModuleType) -> None:
    """Whether the app runs."""
    request = func.HttpRequest("GET", "https://x/api/health", body=b"")
    assert (await _ask(function_app, "health", request)) == 200


async def _ask(function_app: ModuleType, name: str, request: func.HttpRequest) -> int:
    route = next(route for route in function_app.routes if route.name == name)
    answer = await answering(route, function_app.assisted_chat)(request)
    return int(answer.status_code)
