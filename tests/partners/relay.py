"""Hands requests on to a partner that is a process of its own: `Faulty` can stand before it, and they are counted."""

import json
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from starlette.types import Receive, Scope, Send

_OF_THE_CONNECTION = {"connection", "keep-alive", "transfer-encoding"}


@dataclass(frozen=True, slots=True)
class Passed:
    """A request as it went by."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


def everybody(request: Passed) -> bool:
    """The partner itself says who may come in."""
    del request
    return True


@dataclass
class Relay:
    """To an origin, every header as it came but those of the connection itself.

    `ca_file` says whom to trust when the origin is https; whom `admits` does not let in gets 401 from here.
    """

    origin: str
    ca_file: Path | None = None
    admits: Callable[[Passed], bool] = everybody
    passed: list[Passed] = field(default_factory=list)
    _trust: ssl.SSLContext = field(init=False)

    def __post_init__(self) -> None:
        self._trust = ssl.create_default_context(cafile=self.ca_file)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        target = scope["raw_path"].decode() + (f"?{scope['query_string'].decode()}" if scope["query_string"] else "")
        sent = [(name.decode(), value.decode()) for name, value in scope["headers"]]
        request = Passed(scope["method"], target, dict(sent), body)
        self.passed.append(request)
        if not self.admits(request):
            await _refuse(send)
            return
        async with (
            httpx.AsyncClient(verify=self._trust, trust_env=False) as client,
            client.stream(scope["method"], self.origin + target, headers=_end_to_end(sent), content=body) as answer,
        ):
            answered = _end_to_end([(name.decode(), value.decode()) for name, value in answer.headers.raw])
            content = b"".join([part async for part in answer.aiter_raw()])
        if scope["method"] != "HEAD":
            answered = [(name, value) for name, value in answered if name.lower() != "content-length"]
            answered.append(("content-length", str(len(content))))
        raw = [(name.lower().encode(), value.encode()) for name, value in answered]
        await send({"type": "http.response.start", "status": answer.status_code, "headers": raw})
        await send({"type": "http.response.body", "body": content})


async def _refuse(send: Send) -> None:
    body = json.dumps({"code": "Unauthorized", "message": "who is that?"}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 401, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _end_to_end(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if name.lower() not in _OF_THE_CONNECTION]
