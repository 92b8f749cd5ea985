"""One customer and one operator, from the first click to the end, every step answered as it must be."""

import random
import secrets
from dataclasses import dataclass, field
from typing import Any

from tests.functions.browser_key import BrowserKey
from tests.functions.product import wrong_secret
from tests.waf import content
from tests.waf.browser import Browser, Operator
from tests.waf.tokens import customer_token


@dataclass(slots=True)
class Journey:
    """`chance` decides who they are and which way they go; the same number is the same journey."""

    chance: random.Random
    operator: Operator
    customer: Browser
    pin: str = ""
    key: str = ""
    tokens: list[str] = field(default_factory=list)
    """The session's and the bank's."""

    def maybe(self, share: float) -> bool:
        """Whether this journey is one of that share."""
        return self.chance.random() < share

    @property
    def secrets(self) -> list[str]:
        """What no log may have."""
        return [self.pin, self.key, *self.tokens]

    async def whole(self) -> None:
        """Everything. Raises Blocked, or AssertionError for an answer that is not the right one."""
        call_id = await self.call_made()
        named, code = await self.pin_redeemed(call_id)
        await self.in_the_lobby(call_id, named, code)
        await self.in_the_call(call_id, named)
        await self.ended(call_id)

    async def call_made(self) -> str:
        body = {"subject": content.subject(self.chance)} if self.maybe(0.9) else {}
        key = {"Idempotency-Key": self.chance.choice((secrets.token_urlsafe(48), secrets.token_hex(16)))}
        call = await self.operator.expect(201, "POST", "/api/create-call", body, key)
        if self.maybe(0.1):
            again = await self.operator.expect(201, "POST", "/api/create-call", body, key)
            assert again["call_id"] == call["call_id"]
        named = {"call_id": call["call_id"]}
        for _ in range(2 if self.maybe(0.1) else 1):
            self.pin = (await self.operator.expect(201, "POST", "/api/issue-pin", named))["pin"]
        return str(call["call_id"])

    async def pin_redeemed(self, call_id: str) -> tuple[dict[str, str], str]:
        customer, chance = self.customer, self.chance
        if self.maybe(0.3):
            await customer.expect(200, "GET", "/api/widget-config?widget=default")
        customer.key = BrowserKey() if self.maybe(0.5) else None
        self.key = secrets.token_urlsafe(chance.choice((16, 24, 32, 64)))
        wanted: dict[str, Any] = {"pin": content.as_typed(self.pin, chance), "redemption_key": self.key}
        if self.maybe(0.9):
            wanted["display_name"] = content.name(chance)
        if self.maybe(0.5):
            wanted["customer_token"] = customer_token(chance)
            self.tokens.append(wanted["customer_token"])
        if self.maybe(0.1):
            await customer.expect(403, "POST", "/api/redeem-pin", {**wanted, "pin": wrong_secret(self.pin)})
        if self.maybe(0.05):
            await customer.expect(400, "POST", "/api/redeem-pin", {**wanted, "pin": self.pin[:-1]})
        place = await customer.expect(200, "POST", "/api/redeem-pin", wanted)
        assert place["call_id"] == call_id
        assert place["token_type"] == ("Bearer" if customer.key is None else "DPoP")
        named = {name: str(place[name]) for name in ("call_id", "participant_id")}
        if self.maybe(0.3):
            back = await customer.expect(200, "POST", "/api/resume", {**named, "redemption_key": self.key})
            assert back["participant_id"] == named["participant_id"]
            self.tokens.append(str(back["session_token"]))
        customer.token = str(place["session_token"])
        self.tokens.append(customer.token)
        return named, str(place["match_code"])

    async def in_the_lobby(self, call_id: str, named: dict[str, str], code: str) -> None:
        customer, operator = self.customer, self.operator
        shown = await customer.expect(200, "GET", "/api/session")
        assert shown["match_code"] == code
        if self.maybe(0.5):
            agreed = {"kind": self.chance.choice(("screen", "microphone", "camera", "pointer")), "granted": True}
            await customer.expect(200, "POST", "/api/consent", {**agreed, "text_version": "2026-11.cs_1"})
        if self.maybe(0.5):
            await customer.expect(202, "POST", "/api/issue-acs-token", {})
        if self.maybe(0.5):
            seen = await operator.expect(200, "GET", f"/api/calls/{call_id}")
            assert [who["participant_id"] for who in seen["participants"]] == [named["participant_id"]]
        if self.maybe(0.05):
            await operator.expect(200, "POST", "/api/turn-away", named)
        else:
            await operator.expect(200, "POST", "/api/admit", {**named, "match_code": code})

    async def in_the_call(self, call_id: str, named: dict[str, str]) -> None:
        customer, operator, chance = self.customer, self.operator, self.chance
        if (await customer.expect(200, "GET", "/api/session"))["participant"]["state"] != "admitted":
            await customer.expect(403, "POST", "/api/issue-acs-token", {})
            return
        mine = await customer.expect(200, "POST", "/api/issue-acs-token", {})
        theirs = await operator.expect(200, "POST", "/api/issue-acs-token", {"call_id": call_id})
        assert mine["join"] == theirs["join"]
        there = {"call_id": call_id, "to": named["participant_id"]}
        offer, answer = content.signal("offer", chance), content.signal("answer", chance)
        await operator.expect(201, "POST", "/api/local-call-signals", {**there, "kind": "offer", "data": offer})
        heard = await customer.expect(200, "GET", "/api/local-call-signals?after=0&wait=0")
        assert [mail["data"] for mail in heard["signals"]] == [offer]
        await customer.expect(
            201, "POST", "/api/local-call-signals", {"to": "operator", "kind": "answer", "data": answer}
        )
        if self.maybe(0.3):
            letter = {**there, "kind": "candidate", "data": content.signal("candidate", chance)}
            await operator.expect(201, "POST", "/api/local-call-signals", letter)
            heard = await operator.expect(200, "GET", f"/api/local-call-signals?after=0&wait=0&call_id={call_id}")
            assert [mail["data"] for mail in heard["signals"]] == [answer]

    async def ended(self, call_id: str) -> None:
        customer, operator = self.customer, self.operator
        if self.maybe(0.2):
            await self._looking_around()
        if (
            self.maybe(0.2)
            and (await customer.expect(200, "GET", "/api/session"))["participant"]["state"] == "admitted"
        ):
            await customer.expect(200, "POST", "/api/end-call", {})
        await operator.expect(200, "POST", "/api/end-call", {"call_id": call_id})
        assert (await customer.expect(200, "GET", "/api/session"))["state"] == "ended"

    async def _looking_around(self) -> None:
        for path in ("/api/me", "/api/calls?limit=2"):
            await self.operator.expect(200, "GET", path)
        page = await self.operator.expect(200, "GET", "/api/calls?limit=1")
        if page["next"]:
            await self.operator.expect(200, "GET", f"/api/calls?limit=1&after={page['next']}")
        keys = await self.customer.send("GET", "/api/jwks")
        again = await self.customer.send("GET", "/api/jwks", headers={"If-None-Match": keys.headers["etag"]})
        assert again.status_code == 304
        for who, path in ((self.operator, "/operator/?lang=ko"), (self.customer, "/bank/?lang=cs")):
            assert (await who.send("GET", path)).status_code == 200
