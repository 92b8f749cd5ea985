"""The whole product in this process: its routes over real neighbours, at a time that the test holds.

A request enters as the platform hands it over, behind Front Door and Easy Auth, and every answer is held
against the served document.
"""

import asyncio
import itertools
import json
import re
import secrets
import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

import azure.functions as func
import httpx

from functions.answering import answering
from functions.app import App
from functions.openapi import openapi
from functions.routes import Route, served
from local.personas import PERSONAS
from local.principal import principal_headers
from shared.check_digit import check_digit
from shared.ids import CallId
from shared.settings import load
from shared.wiring import wire
from tests.functions.contract_document import ContractDocument
from tests.functions.watched_ports import WatchedAudit, WatchedCalls, WatchedDocuments
from tests.unit.held_clock import HeldClock

FRONT_DOOR_ID = "99999999-9999-4999-8999-999999999999"
ORIGIN = "https://assist.bank.example"
DEFAULTS = {"FRONT_DOOR_ID": FRONT_DOOR_ID, "PUBLIC_URL": ORIGIN, "REFUSAL_FLOOR_MS": "0"}
_addresses = itertools.count()


def fresh_address() -> str:
    """An IPv4 address that no other test of this process has."""
    return f"10.{next(_addresses) % 256}.{secrets.randbelow(256)}.{secrets.randbelow(256)}"


def fresh_key() -> str:
    """A redemption key as a browser makes one."""
    return secrets.token_urlsafe(24)


class Product:
    """The product with its neighbours behind windows."""

    def __init__(self, folder: Path, clock: HeldClock | None = None, **environ: str) -> None:
        self.clock = clock or HeldClock()
        self.folder = folder
        settings = load({**DEFAULTS, "DATA_DIR": str(folder), **environ})
        self.wired = wire(settings, self.clock)
        self.documents = WatchedDocuments(self.wired.ports.documents)
        self.audit = WatchedAudit(self.wired.ports.audit)
        self.calls = WatchedCalls(self.wired.ports.calls)
        self.ports = replace(self.wired.ports, documents=self.documents, audit=self.audit, calls=self.calls)
        self.routes = served(settings.door.surface, settings.adapters.calls)
        self.app = App(self.ports, settings, self.clock, openapi=lambda: openapi(self.routes))
        self.document = ContractDocument(openapi(self.routes))
        self._open = True

    def close(self) -> None:
        if self._open:
            self._open = False
            # On a loop of its own: a test's may be running, or be over.
            closing = threading.Thread(target=lambda: asyncio.run(self._let_go()))
            closing.start()
            closing.join()

    async def _let_go(self) -> None:
        await self.wired.close()

    @property
    def store_requests(self) -> list[str]:
        """What was asked of the document store, in order."""
        return self.documents.watch.requests

    def forget_requests(self) -> None:
        """Start counting anew."""
        self.documents.watch.clear()
        self.audit.watch.clear()
        self.calls.requests.clear()

    async def send(
        self, method: str, path: str, content: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """One request with exactly these headers; a 404 without a body when no function has this route."""
        sent = httpx.Request(method, ORIGIN + quote(path, safe="/?&=%+-._~{}*"), content=content)
        found = self._find(method, unquote(path.partition("?")[0]))
        if found is None:
            return httpx.Response(404, request=sent)
        route, parameters = found
        request = func.HttpRequest(
            method,
            ORIGIN + path,
            headers={name.lower(): value for name, value in (headers or {}).items()},
            params=dict(parse_qsl(path.partition("?")[2])),
            route_params=parameters,
            body=content,
        )
        made = await answering(route, self.app)(request)
        sent_back = {**made.headers, "content-type": made.mimetype} if made.get_body() else dict(made.headers)
        return httpx.Response(made.status_code, headers=sent_back, content=made.get_body(), request=sent)

    async def ask(
        self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """One request through Front Door, its answer held against the document."""
        door = {"X-Azure-FDID": FRONT_DOOR_ID, "X-Azure-SocketIP": fresh_address()}
        typed = {} if body is None else {"Content-Type": "application/json"}
        content = b"" if body is None else json.dumps(body).encode()
        return self.document.check(await self.send(method, path, content, {**door, **typed, **(headers or {})}))

    async def operator(self, path: str, body: object = None, persona: str = "operator-1") -> httpx.Response:
        """POST with a body, else GET, as somebody who is signed in."""
        return await self.ask("GET" if body is None else "POST", path, body, principal(persona))

    async def customer(self, token: str, path: str, body: object = None) -> httpx.Response:
        """POST with a body, else GET, with a session token."""
        return await self.ask("GET" if body is None else "POST", path, body, {"Authorization": f"Bearer {token}"})

    async def stranger(self, path: str, body: object, address: str | None = None) -> httpx.Response:
        """POST as anybody, from an address of one's own unless one is given."""
        return await self.ask("POST", path, body, {"X-Azure-SocketIP": address or fresh_address()})

    async def new_call(self, persona: str = "operator-1", **fields: str) -> str:
        """The id of a call just made."""
        return str(fine(await self.operator("/api/create-call", fields, persona), 201)["call_id"])

    async def new_pin(self, call_id: str, persona: str = "operator-1") -> str:
        """A PIN for it."""
        return str(fine(await self.operator("/api/issue-pin", {"call_id": call_id}, persona), 201)["pin"])

    async def redeem(self, pin: str, key: str | None = None, address: str | None = None, **more: str) -> httpx.Response:
        """Type the PIN."""
        return await self.stranger(
            "/api/redeem-pin", {"pin": pin, "redemption_key": key or fresh_key(), **more}, address
        )

    async def waiting(self, call_id: str, persona: str = "operator-1") -> dict[str, Any]:
        """A customer in the lobby: what redeem-pin answered, and the browser's own `key`."""
        key = fresh_key()
        return {**fine(await self.redeem(await self.new_pin(call_id, persona), key)), "key": key}

    async def admit(self, customer: Mapping[str, Any], code: str | None = None) -> httpx.Response:
        """The operator types what the customer reads out, or `code`."""
        named = {name: customer[name] for name in ("call_id", "participant_id")}
        return await self.operator("/api/admit", {**named, "match_code": code or customer["match_code"]})

    async def admitted(self, call_id: str) -> dict[str, Any]:
        """A customer in the call."""
        customer = await self.waiting(call_id)
        fine(await self.admit(customer))
        return customer

    async def call(self, call_id: str, persona: str = "operator-1") -> dict[str, Any]:
        """The call as its operator sees it."""
        return fine(await self.operator(f"/api/calls/{call_id}", persona=persona))

    async def kept(self, document_id: str) -> dict[str, Any]:
        """The document as the store has it; not counted."""
        document = await self.documents.behind.read(document_id)
        assert document is not None
        return dict(document)

    async def audited(self, call_id: str) -> list[str]:
        """The types of the call's audit events, in order; not counted."""
        return [str(event["type"]) for event in await self.audit.behind.events_of(CallId(call_id))]

    def _find(self, method: str, path: str) -> tuple[Route, dict[str, str]] | None:
        for route in self.routes:
            pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", route.path).replace("/{*path}", "(?:/(?P<path>.*))?")
            match = re.fullmatch(pattern, path.removeprefix("/"))
            if match and route.method == method:
                return route, {name: value for name, value in match.groupdict().items() if value is not None}
        return None


def principal(persona: str) -> dict[str, str]:
    """The platform's headers about one of the cast."""
    return {name.decode(): value.decode() for name, value in principal_headers(PERSONAS[persona])}


def fine(answer: httpx.Response, status: int = 200) -> dict[str, Any]:
    """The body of an answer that must have this status."""
    assert answer.status_code == status, f"{answer.status_code} {answer.text}"
    body: dict[str, Any] = answer.json()
    return body


def refused(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The problem document of a refusal that must be this one."""
    body = fine(answer, status)
    assert body["code"] == code, answer.text
    return body


def wrong_secret(pin: str, step: int = 1) -> str:
    """A PIN of the right form with the same locator and another secret."""
    body = pin[:5] + f"{(int(pin[5:-1]) + step) % 10 ** (len(pin) - 6):0{len(pin) - 6}d}"
    return body + check_digit(body)


def unknown_pin(pin: str) -> str:
    """A PIN of the right form under a locator that nobody has."""
    body = f"{(int(pin[:5]) + 12_345) % 100_000:05d}" + pin[5:-1]
    return body + check_digit(body)
