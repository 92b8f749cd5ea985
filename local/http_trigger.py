"""HTTP in front of the functions, with the real host's manners.

No route and a wrong method are the same empty 404, HEAD is not implied by GET, an exception is a 500 without a body,
and a body sent in chunks (without Content-Length) reaches the function empty, as it does under `func start`.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from local.calls import FunctionError, HttpCall, HttpReply
from local.paths import escaped_path
from local.routes import RouteError, RouteTemplate, compile_route
from local.runtime import HttpFunction, IndexingError, Runtime

_LARGEST_BODY = 104_857_600
_TIME_TO_FINISH = 0.3
_LOG = logging.getLogger(__name__)


class HttpTrigger:
    """The ASGI app of all functions that have an HTTP trigger, in the host's order. Raises `IndexingError`."""

    def __init__(self, runtime: Runtime, functions: Sequence[HttpFunction]) -> None:
        self._runtime = runtime
        self._routes = [(_template(function), function) for function in functions]
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Give what still runs a moment to finish; what is held open after that is cancelled and answered 503."""
        self._stopping.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            response = await self._answer(Request(scope, receive))
        except ClientDisconnect:
            return  # gone in the middle of its body
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        found = self._find(request.method, request.scope["path"])
        if found is None:
            return Response(status_code=404)
        function, route = found
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        try:
            reply = await self._invoke(function, _call(request, route, body))
            return _response(reply) if reply else _not_running()
        except (FunctionError, UnicodeEncodeError) as failure:
            # tells nothing: a fault of the app, shown whole on the laptop as the platform shows it
            _LOG.error("Executed 'Functions.%s' (Failed)\n%s", function.name, failure)
            return Response(status_code=500)

    def _find(self, method: str, path: str) -> tuple[HttpFunction, Mapping[str, str]] | None:
        for template, function in self._routes:
            route = _allowed(function, method) and template.match(path)
            if isinstance(route, dict):
                return function, route
        return None

    async def _invoke(self, function: HttpFunction, call: HttpCall) -> HttpReply | None:
        """Run the function; None when the host stopped before it was done."""
        running = asyncio.ensure_future(self._runtime.call(function, call))
        stopping = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not running.done():
                await asyncio.wait({running}, timeout=_TIME_TO_FINISH)
            return running.result() if running.done() else None
        finally:
            running.cancel()
            stopping.cancel()


def _template(function: HttpFunction) -> RouteTemplate:
    try:
        return compile_route(function.route)
    except RouteError as error:
        raise IndexingError(f"cannot load the {function.name} function: {error}") from None


def _allowed(function: HttpFunction, method: str) -> bool:
    return not function.methods or method in function.methods


async def _body(request: Request) -> bytes | None:
    """The body as the real host passes it on; None when it is too large."""
    declared = int(request.headers.get("content-length") or 0)
    if declared > _LARGEST_BODY:
        return None
    if declared == 0:
        if "chunked" in request.headers.get("transfer-encoding", "").lower():
            # tells nothing: the path alone, on the laptop alone
            _LOG.warning("a body without Content-Length reaches the function empty: %s", request.url.path)
        return b""
    return await request.body()


def _call(request: Request, route: Mapping[str, str], body: bytes) -> HttpCall:
    path, query = escaped_path(request.scope["path"]), request.scope["query_string"].decode("latin-1")
    host = request.headers.get("host", "localhost")
    parameters = _joined(parse_qsl(query, keep_blank_values=True))
    return HttpCall(
        method=request.method,
        url=f"{request.scope['scheme']}://{host}{path}{'?' + query if query else ''}",
        headers=_joined(request.headers.items()),
        query={name: value for name, value in parameters.items() if value},
        route=route,
        body=body,
    )


def _joined(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, value in pairs:
        joined[name] = f"{joined[name]},{value}" if name in joined else value
    return joined


def _not_running() -> Response:
    return Response("Function host is not running.", 503, media_type="text/plain")


def _response(reply: HttpReply) -> Response:
    bodiless = reply.status < 200 or reply.status in {204, 304}
    response = Response(None if bodiless else reply.body, reply.status)
    # Content-Length is counted here, never taken from the function.
    ours = [header for header in response.raw_headers if header[0] == b"content-length"]
    theirs = [
        (name.encode("latin-1"), value.encode("latin-1"))
        for name, value in reply.headers
        if name not in {"content-length", "transfer-encoding"}
    ]
    response.raw_headers = [*ours, *theirs]
    return response
