"""The product as it is run, on the partners, and everybody who asks it: over HTTP, many at once."""

import json
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import httpx

from tests.functions.contract_document import ContractDocument
from tests.functions.people import NO_TLS
from tests.functions.product import FRONT_DOOR_ID, fine, fresh_address, fresh_key

ANSWERED_WITHIN_SECONDS = 5.0
"""At the client, whatever fails behind the product."""


class Bank:
    """One operator who is signed in, and any number of browsers. Every answer is held against the contract, and must
    come in time.
    """

    def __init__(self, origin: str, document: ContractDocument) -> None:
        self.origin = origin
        self._document = document
        self._operator = httpx.AsyncClient(base_url=origin, verify=NO_TLS, timeout=30)
        self._anybody = httpx.AsyncClient(base_url=origin, verify=NO_TLS, timeout=30)
        self.slowest = 0.0

    async def __aenter__(self) -> Self:
        signed_in = await self._operator.get("/.auth/login/aad", params={"as": "operator-1"})
        assert signed_in.status_code == 302
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._operator.aclose()
        await self._anybody.aclose()

    async def operator(
        self, path: str, body: object = None, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """POST with a body, else GET, as the operator."""
        return await self._ask(self._operator, path, body, headers or {})

    async def stranger(self, path: str, body: object = None) -> httpx.Response:
        """The same as anybody, from a network of one's own."""
        door = {"X-Azure-FDID": FRONT_DOOR_ID, "X-Azure-SocketIP": fresh_address()}
        return await self._ask(self._anybody, path, body, door)

    async def customer(self, place: Mapping[str, Any], path: str, body: object = None) -> httpx.Response:
        """The same as whoever got this answer from `redeem-pin`."""
        return await self._ask(self._anybody, path, body, {"Authorization": f"Bearer {place['session_token']}"})

    async def new_call(self) -> str:
        """The id of a call just made."""
        return str(fine(await self.operator("/api/create-call", {}), 201)["call_id"])

    async def new_pin(self, call_id: str) -> str:
        """A PIN for it."""
        return str(fine(await self.operator("/api/issue-pin", {"call_id": call_id}), 201)["pin"])

    async def redeem(self, pin: str, key: str) -> httpx.Response:
        """Type the PIN."""
        return await self.stranger("/api/redeem-pin", {"pin": pin, "redemption_key": key})

    async def waiting(self, call_id: str) -> dict[str, Any]:
        """A customer in the lobby: what `redeem-pin` answered, and the browser's own `key`."""
        key = fresh_key()
        return {**fine(await self.redeem(await self.new_pin(call_id), key)), "key": key}

    async def admitted(self, call_id: str) -> dict[str, Any]:
        """A customer in the call."""
        customer = await self.waiting(call_id)
        fine(await self.operator("/api/admit", {**named(customer), "match_code": customer["match_code"]}))
        return customer

    async def call(self, call_id: str) -> dict[str, Any]:
        """The call as its operator sees it."""
        return fine(await self.operator(f"/api/calls/{call_id}"))

    async def fire_upkeep(self) -> None:
        """What the platform does each minute."""
        assert (await self._anybody.post("/admin/functions/upkeep")).status_code == 202

    async def _ask(
        self, client: httpx.AsyncClient, path: str, body: object, headers: Mapping[str, str]
    ) -> httpx.Response:
        began = time.monotonic()
        if body is None:
            answer = await client.get(path, headers=headers)
        else:
            typed = {"Content-Type": "application/json", **headers}
            answer = await client.post(path, content=json.dumps(body).encode(), headers=typed)
        took = time.monotonic() - began
        self.slowest = max(self.slowest, took)
        assert took < ANSWERED_WITHIN_SECONDS, f"{path} took {took:.2f} s"
        return self._document.check(answer)


def named(customer: Mapping[str, Any]) -> dict[str, str]:
    """The customer in a body."""
    return {name: str(customer[name]) for name in ("call_id", "participant_id")}
