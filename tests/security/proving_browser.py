"""A widget by hand, whose every request proves its key (RFC 9449)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.functions.browser_key import BrowserKey
from tests.functions.product import ORIGIN, Product, fine, fresh_key

SESSION_REQUESTS = [
    ("GET", "/api/session", None),
    ("POST", "/api/issue-acs-token", {}),
    ("POST", "/api/consent", {"kind": "screen", "granted": True}),
    ("POST", "/api/local-call-signals", {"to": "operator", "kind": "bye", "data": ""}),
    ("GET", "/api/local-call-signals?after=0", None),
    ("POST", "/api/end-call", {}),
]


@dataclass
class Browser:
    """Its key, and what it was answered."""

    product: Product
    key: BrowserKey = field(default_factory=BrowserKey)
    redemption_key: str = field(default_factory=fresh_key)
    place: dict[str, Any] = field(default_factory=dict)

    @property
    def token(self) -> str:
        return str(self.place["session_token"])

    def proof(self, method: str, path: str, token: str | None = None, **claims: object) -> str:
        uri = ORIGIN + path.partition("?")[0]
        return self.key.proof(method, uri, self.product.clock() // 1000, token, **claims)

    async def redeem(self, pin: str) -> dict[str, Any]:
        self.place = fine(await self.try_pin(pin))
        return self.place

    async def try_pin(self, pin: str, proof: str | None = None) -> httpx.Response:
        body = {"pin": pin, "redemption_key": self.redemption_key}
        return await self.product.ask(
            "POST", "/api/redeem-pin", body, {"DPoP": proof or self.proof("POST", "/api/redeem-pin")}
        )

    async def ask(self, method: str, path: str, body: object = None, **headers: str) -> httpx.Response:
        proven = {"Authorization": f"DPoP {self.token}", "DPoP": self.proof(method, path, self.token)}
        return await self.product.ask(method, path, body, {**proven, **headers})

    async def to_call(self) -> None:
        """From a new call's PIN to being let in."""
        await self.redeem(await self.product.new_pin(await self.product.new_call()))
        fine(await self.product.admit(self.place))

    async def resume(self, headers: Mapping[str, str] | None = None, **more: object) -> httpx.Response:
        named = {name: self.place[name] for name in ("call_id", "participant_id")}
        shown = {"DPoP": self.proof("POST", "/api/resume")} if headers is None else headers
        return await self.product.ask("POST", "/api/resume", {**named, **more}, shown)
