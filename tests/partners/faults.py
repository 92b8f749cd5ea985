"""A partner on a bad day: stands before an ASGI app and fails as clouds do, for as long as a test says."""

import asyncio
import json
import re
import threading
from dataclasses import dataclass, field
from typing import Literal

from starlette.types import ASGIApp, Message, Receive, Scope, Send

Way = Literal["status", "hang", "garbage", "broken_before", "broken_after", "status_after", "held_after"]
HANG_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Fault:
    """`status`: answers with it (and Retry-After when given). `hang`: half a minute passes first.
    `garbage`: 200 with what is not the protocol. `broken_*`: the connection breaks, and the work was not or was done.
    `status_after`: the work was done, and the answer says otherwise. `held_after`: it was done, and no answer comes.
    """

    way: Way
    status: int = 500
    retry_after: int | None = None
    retry_after_ms: int | None = None
    """As Cosmos DB has it, whose answers carry no `Retry-After`."""

    def __str__(self) -> str:
        return f"{self.status}{self.way.removeprefix('status')}" if self.way.startswith("status") else self.way


EVERY_FAULT = (
    Fault("status", 429, 7),
    Fault("status", 500),
    Fault("status", 503, 3),
    Fault("hang"),
    Fault("garbage"),
    Fault("broken_before"),
    Fault("broken_after"),
)


@dataclass
class _Due:
    fault: Fault
    method: str
    path: re.Pattern[str]
    first: int
    times: int | None
    seen: int = 0
    met: int = 0


@dataclass
class Faulty:
    """The app, with faults in front of it. Tests set them from another thread than it runs in."""

    app: ASGIApp
    _due: _Due | None = None
    _guard: threading.Lock = field(default_factory=threading.Lock)
    held: threading.Event = field(default_factory=threading.Event)
    """Set once work is done whose answer is held back."""

    def fail_with(
        self, fault: Fault, *, method: str = "", path: str = "", first: int = 1, times: int | None = None
    ) -> None:
        """From the `first` of them on fail requests of this method (any) whose path has this regular expression in
        it, so many times or until `recover`.
        """
        with self._guard:
            self.held.clear()
            self._due = _Due(fault, method, re.compile(path), first, times)

    def recover(self) -> None:
        """Be well again; those that hang hang on."""
        with self._guard:
            self._due = None

    @property
    def met(self) -> int:
        """Requests that the fault in force has met."""
        return self._due.met if self._due else 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        fault = self._hit(scope) if scope["type"] == "http" else None
        if fault is None:
            await self.app(scope, receive, send)
            return
        match fault.way:
            case "status":
                await _swallow(receive)
                await _answer(send, fault)
            case "hang":
                await _swallow(receive)
                # Until whoever waits has gone, or half a minute has.
                gone = asyncio.create_task(_until_gone(receive))
                await asyncio.wait([gone], timeout=HANG_SECONDS)
                gone.cancel()
                await _answer(send, Fault("status", 503))
            case "garbage":
                await _swallow(receive)
                await _send(send, 200, {"content-type": "text/html"}, b"<html><body>Service \xff\xfe")
            case "broken_before":
                await _swallow(receive)
                await _break_off(send)
            case "broken_after":
                await self.app(scope, receive, _nowhere)
                await _break_off(send)
            case "status_after":
                await self.app(scope, receive, _nowhere)
                await _answer(send, fault)
            case "held_after":
                await self.app(scope, receive, _nowhere)
                self.held.set()
                await _until_gone(receive)

    def _hit(self, scope: Scope) -> Fault | None:
        with self._guard:
            due = self._due
            path = f"{scope['path']}?{scope['query_string'].decode()}"
            if due is None or due.method not in {"", scope["method"]} or not due.path.search(path):
                return None
            due.seen += 1
            if due.seen < due.first or (due.times is not None and due.met >= due.times):
                return None
            due.met += 1
            return due.fault


async def _swallow(receive: Receive) -> None:
    while (await receive()).get("more_body", False):
        pass


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _answer(send: Send, fault: Fault) -> None:
    wait = {} if fault.retry_after is None else {"retry-after": str(fault.retry_after)}
    if fault.retry_after_ms is not None:
        wait["x-ms-retry-after-ms"] = str(fault.retry_after_ms)
    body = {"error": {"code": "Fault", "message": "a bad day"}, "code": "Fault", "message": "a bad day"}
    await _send(send, fault.status, {"content-type": "application/json", **wait}, json.dumps(body).encode())


async def _send(send: Send, status: int, headers: dict[str, str], body: bytes) -> None:
    listed = [(name.encode(), value.encode()) for name, value in headers.items()]
    listed.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": listed})
    await send({"type": "http.response.body", "body": body})


async def _break_off(send: Send) -> None:
    """An answer that ends in the middle: the server closes the connection on whoever reads."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1000")]})
    await send({"type": "http.response.body", "body": b"{", "more_body": True})
    # Returning with the body unfinished closes the connection.


async def _nowhere(message: Message) -> None:
    del message
