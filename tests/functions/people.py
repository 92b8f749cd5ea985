"""An operator and a customer over HTTP, as their front ends speak."""

import json
import ssl
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Any, Self

import httpx

from tests.functions.contract_document import ContractDocument
from tests.functions.product import FRONT_DOOR_ID, fine, fresh_address, fresh_key

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""One for all: making a client's own reads every root certificate, and nothing here is asked over TLS."""


class Api:
    """Whoever asks; every answer of a function is held against the served document."""

    def __init__(self, origin: str, document: ContractDocument, headers: Mapping[str, str] | None = None) -> None:
        self.origin = origin
        self.document = document
        self.http = httpx.Client(base_url=origin, headers=headers, timeout=30, verify=NO_TLS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.http.close()

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        return self.send("GET", path, headers=headers)

    def post(self, path: str, body: object, headers: Mapping[str, str] | None = None) -> httpx.Response:
        """A JSON body."""
        typed = {"Content-Type": "application/json", **(headers or {})}
        return self.send("POST", path, json.dumps(body).encode(), typed)

    def send(
        self,
        method: str,
        path: str,
        content: bytes | Iterable[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Exactly this."""
        answer = self.http.request(method, path, content=content, headers=headers)
        known = self.document.operation(method, answer.request.url.path) is not None
        return self.document.check(answer) if known else answer


class Operator(Api):
    """Signed in as one of the cast."""

    def __init__(self, origin: str, document: ContractDocument, persona: str = "operator-1") -> None:
        super().__init__(origin, document)
        assert self.http.get("/.auth/login/aad", params={"as": persona}).status_code == 302

    def new_call(self, **fields: str) -> str:
        """The id of a call just made."""
        return str(fine(self.post("/api/create-call", fields), 201)["call_id"])

    def new_pin(self, call_id: str) -> str:
        """A PIN for it."""
        return str(fine(self.post("/api/issue-pin", {"call_id": call_id}), 201)["pin"])

    def call(self, call_id: str) -> dict[str, Any]:
        """The call as its operator sees it."""
        return fine(self.get(f"/api/calls/{call_id}"))

    def admit(self, customer: "Customer") -> dict[str, Any]:
        """Type what the customer reads out."""
        return fine(self.post("/api/admit", {**customer.named, "match_code": customer.match_code}))

    def end(self, call_id: str) -> dict[str, Any]:
        return fine(self.post("/api/end-call", {"call_id": call_id}))


class Customer(Api):
    """A browser with a key and a network of its own."""

    def __init__(self, origin: str, document: ContractDocument) -> None:
        self.address, self.key = fresh_address(), fresh_key()
        super().__init__(origin, document, {"X-Azure-FDID": FRONT_DOOR_ID, "X-Azure-SocketIP": self.address})
        self.named: dict[str, str] = {}
        self.match_code = ""

    def redeem(self, pin: str, **more: str) -> dict[str, Any]:
        """Type the PIN, and from then on speak with the session token."""
        place = fine(self.post("/api/redeem-pin", {"pin": pin, "redemption_key": self.key, **more}))
        self.named = {name: str(place[name]) for name in ("call_id", "participant_id")}
        self.match_code = str(place["match_code"])
        self.bear(str(place["session_token"]))
        return place

    def bear(self, token: str) -> None:
        """Speak with this token."""
        self.http.headers["Authorization"] = f"Bearer {token}"
