"""CORS as the platform does it: an allow-list of origins, any header, any method, no credentials."""

from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Cors:
    """Answers every preflight itself and names the allowed origin on answers that do not name one already.

    With no origins it is not there at all, as in a Functions app without CORS settings.
    """

    def __init__(self, app: ASGIApp, origins: Collection[str]) -> None:
        self._app = app
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a preflight, or pass the request on."""
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if not self._origins or origin is None:
            await self._app(scope, receive, send)
            return
        granted = _granted(origin) if origin in self._origins else {}
        if scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            await Response(status_code=204, headers=granted and granted | _asked(headers))(scope, receive, send)
            return

        async def send_with_origin(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add(MutableHeaders(scope=message), granted)
            await send(message)

        await self._app(scope, receive, send_with_origin)


def _granted(origin: str) -> dict[str, str]:
    return {"Access-Control-Allow-Origin": origin, "Vary": "Origin"}


def _asked(headers: Headers) -> dict[str, str]:
    """What the preflight asks for is what it gets: the platform allows any method and header."""
    answer = {"Access-Control-Allow-Methods": headers["access-control-request-method"]}
    if "access-control-request-headers" in headers:
        answer["Access-Control-Allow-Headers"] = headers["access-control-request-headers"]
    return answer


def _add(headers: MutableHeaders, granted: dict[str, str]) -> None:
    if granted and "access-control-allow-origin" not in headers:
        headers["Access-Control-Allow-Origin"] = granted["Access-Control-Allow-Origin"]
        headers.add_vary_header("Origin")
