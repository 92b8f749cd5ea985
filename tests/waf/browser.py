"""A browser before the firewall: its headers, its cookies, its network, its key."""

import json
import random
import time
from collections.abc import Mapping
from typing import Any, Self

import httpx

from tests.functions.browser_key import BrowserKey
from tests.functions.contract_document import ContractDocument
from tests.waf import content
from tests.waf.configuration import NETWORK_HEADER
from tests.waf.stand_in import HOST_NAME

ORIGIN = f"https://{HOST_NAME}"
BANKS_PAGE = "https://www.bank.example"


class Blocked(AssertionError):  # noqa: N818 (what happened to them)
    """Somebody honest was turned away before the product saw them."""


class Browser:
    """Whoever asks through the stand-in; what comes back is the product's, held against its document."""

    def __init__(self, http: httpx.AsyncClient, document: ContractDocument, chance: random.Random, page: str) -> None:
        self.http, self.document = http, document
        agent, site = chance.choice(content.AGENTS), "same-origin" if page == ORIGIN else "cross-site"
        address = f"10.{chance.randrange(256)}.{chance.randrange(256)}.{chance.randrange(1, 255)}"
        self.headers = {
            "Host": HOST_NAME,
            NETWORK_HEADER: address,
            "User-Agent": agent,
            "Accept": "*/*",
            "Accept-Language": chance.choice(content.LANGUAGES),
            "Accept-Encoding": "gzip, deflate, br, zstd",
            "Referer": f"{page}/",
            "Sec-Fetch-Site": site,
            "Sec-Fetch-Mode": "cors",
            "Sec-Fetch-Dest": "empty",
            "Cache-Control": "no-cache",
            "Pragma": "no-cache",
        }
        if "Chrome/" in agent:
            self.headers |= {
                "sec-ch-ua": '"Google Chrome";v="131", "Chromium";v="131", "Not_A Brand";v="24"',
                "sec-ch-ua-mobile": "?1" if "Mobile" in agent else "?0",
                "sec-ch-ua-platform": '"Windows"',
                "Priority": "u=1, i",
            }
        self.page = page
        self.asked = 0
        self.key: BrowserKey | None = None
        self.token: str | None = None

    async def send(
        self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """One request. Raises Blocked unless the product itself answers."""
        sent = {**self.headers, **self._own(method, path), **(headers or {})}
        content = None
        if method != "GET":
            sent |= {"Origin": self.page, "Content-Type": "application/json"}
            content = json.dumps(body, ensure_ascii=False).encode()
        answer = await self.http.request(method, path, content=content, headers=sent)
        self.asked += 1
        if "<center>nginx" in answer.text or answer.status_code in {502, 504}:
            raise Blocked(f"{method} {path}: {answer.status_code} for {content!r} with {sent}")
        known = self.document.operation(method, answer.request.url.path) is not None
        return self.document.check(answer) if known else answer

    async def expect(
        self, status: int, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """One request that must be answered with this status and a JSON object; empty for a 304."""
        answer = await self.send(method, path, body, headers)
        assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.text}"
        found: dict[str, Any] = answer.json() if answer.content else {}
        return found

    def _own(self, method: str, path: str) -> dict[str, str]:
        made = {}
        if self.token is not None:
            made["Authorization"] = f"{'Bearer' if self.key is None else 'DPoP'} {self.token}"
        if self.key is not None:
            made["DPoP"] = self.key.proof(method, ORIGIN + path.partition("?")[0], int(time.time()), self.token)
        return made


class Operator(Browser):
    """A browser at the operator app; made with `signed_in`."""

    @classmethod
    async def signed_in(
        cls, http: httpx.AsyncClient, document: ContractDocument, chance: random.Random, persona: str
    ) -> Self:
        made = cls(http, document, chance, ORIGIN)
        query = f"post_login_redirect_uri=%2Foperator%2F%3Flang%3Dcs&as={persona}"
        answer = await made.send("GET", f"/.auth/login/aad?{query}")
        assert answer.status_code == 302, answer.text
        made.headers["Cookie"] = answer.headers["set-cookie"].partition(";")[0]
        http.cookies.clear()
        return made
