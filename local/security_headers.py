"""The headers that everything served by the host itself carries."""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from local.calling_sdk import IMPORT_MAP_SOURCE
from shared.calling_sdk import call_directives
from shared.settings import CallsKind

_EVERYWHERE = {
    # Browsers heed it over https only, so a laptop's http://localhost is none the worse for it.
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": (
        "camera=(self), microphone=(self), display-capture=(self), autoplay=(self), fullscreen=(self),"
        " geolocation=(), payment=(), usb=()"
    ),
}
_NOTHING_BUT_ITS_STYLE = (
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PLAIN_PAGE = _EVERYWHERE | {
    "Content-Security-Policy": _NOTHING_BUT_ITS_STYLE,
    "Cache-Control": "no-store",
}


def bank_page_headers(calls: CallsKind) -> Mapping[str, str]:
    """What the demo bank's web server says of a page with the widget."""
    import_map = f" {IMPORT_MAP_SOURCE}" if calls == "acs" else ""
    policy = (
        f"default-src 'none'; script-src 'self'{import_map}; style-src 'self'; img-src 'self' data:; font-src 'self';"
        f" {call_directives(calls)}; media-src 'self' blob:; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    )
    return _EVERYWHERE | {"Content-Security-Policy": policy, "Cache-Control": "no-cache"}


class WithHeaders:
    """Adds headers to every answer that does not have them already."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the answer."""

        async def send_complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_complete)
