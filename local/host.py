"""The rooms put together: Front Door, Easy Auth, CORS; behind them the functions and the host's own pages."""

from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from local.admin import fire_timer
from local.app_index import custom_headers
from local.bank_page import bank_files, bank_page, sdk_files, widget_files
from local.calling_sdk import SDK_PATH
from local.cors import Cors
from local.easy_auth import EasyAuth
from local.front_door import FrontDoor
from local.http_trigger import HttpTrigger
from local.plain_page import start_page
from local.runtime import HttpFunction, Runtime, TimerFunction
from local.security_headers import WithHeaders, bank_page_headers
from local.sign_in_cookie import SignInCookie
from local.timers import Timers
from shared.settings import CallsKind, Settings

_OWN_PATHS = ("/bank/", "/admin/functions/")


@dataclass(frozen=True, slots=True)
class Host:
    """Everything that a running host consists of."""

    app: ASGIApp
    timers: Timers
    functions: HttpTrigger


def build_host(settings: Settings, runtime: Runtime, app_dir: Path, cookie_key: bytes, root: Path) -> Host:
    """Index the app in `app_dir` and put the host together; `root` is the project's.

    Raises `IndexingError`, or what the app itself raises on import.
    """
    indexed = runtime.index(app_dir)
    functions = HttpTrigger(runtime, [function for function in indexed if isinstance(function, HttpFunction)])
    timers = Timers(runtime, [function for function in indexed if isinstance(function, TimerFunction)])
    calls = settings.adapters.calls
    own = WithHeaders(_own_pages(timers, root, calls), bank_page_headers(calls))
    behind = _Choice(own=own, functions=WithHeaders(functions, custom_headers(app_dir)))
    app = FrontDoor(
        EasyAuth(Cors(behind, settings.door.allowed_origins), SignInCookie(cookie_key)),
        port=settings.door.port,
        front_door_id=settings.door.front_door_id or "",
    )
    return Host(app, timers, functions)


@dataclass(frozen=True, slots=True)
class _Choice:
    own: ASGIApp
    functions: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        ours = path in {"/", "/bank"} or path.startswith(_OWN_PATHS)
        await (self.own if ours else self.functions)(scope, receive, send)


def _own_pages(timers: Timers, root: Path, calls: CallsKind) -> Starlette:
    async def start(request: Request) -> Response:
        return start_page(request)

    async def bank(request: Request) -> Response:
        return bank_page(request, calls)

    async def bank_without_slash(request: Request) -> Response:
        return RedirectResponse("/bank/" + (f"?{request.url.query}" if request.url.query else ""), 302)

    async def fire(request: Request) -> Response:
        return fire_timer(request, timers)

    return Starlette(
        routes=[
            Route("/", start),
            Route("/bank", bank_without_slash),
            Route("/bank/", bank),
            Mount("/bank/widget", widget_files(root)),
            Mount(SDK_PATH, sdk_files(root)),
            Mount("/bank", bank_files()),
            Route("/admin/functions/{name}", fire, methods=["POST"]),
        ]
    )
