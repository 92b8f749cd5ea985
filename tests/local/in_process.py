"""One room at a time, in this process: an app behind it that shows what reaches it."""

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send


async def show(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with the path and headers that arrived."""
    request = Request(scope, receive)
    seen = {"path": scope["path"], "headers": [[name.decode(), value.decode()] for name, value in scope["headers"]]}
    await JSONResponse(seen, headers=_own(request))(scope, receive, send)


def client_of(app: ASGIApp, peer: str = "127.0.0.1", host: str = "localhost:7071") -> httpx.AsyncClient:
    """A client whose requests come from `peer`."""
    transport = httpx.ASGITransport(app=app, client=(peer, 50_000))
    return httpx.AsyncClient(transport=transport, base_url=f"http://{host}")


def seen_headers(answer: httpx.Response) -> dict[str, list[str]]:
    """The headers that reached the app behind, by name."""
    seen: dict[str, list[str]] = {}
    for name, value in answer.json()["headers"]:
        seen.setdefault(name, []).append(value)
    return seen


def _own(request: Request) -> dict[str, str]:
    origin = request.query_params.get("origin")
    return {"Access-Control-Allow-Origin": origin} if origin else {}
