"""An attacker with a sign-in and a session of their own, and what becomes of what they send."""

import json
import re
from typing import Self

import httpx

from tests.functions.contract_document import ContractDocument
from tests.functions.people import NO_TLS
from tests.waf import content
from tests.waf.attack_texts import Sent, Verdict
from tests.waf.browser import ORIGIN
from tests.waf.configuration import NETWORK_HEADER
from tests.waf.stand_in import HOST_NAME, StandIn

_MOVING = re.compile(r'"(last_seen_at|retry_after|session_token|expires_in)":("[^"]*"|\d+|null)')
"""What two honest answers to the same question differ in."""


class Line:
    """Sends exactly what it is told, each time from another network, and judges the answer."""

    def __init__(self, stand_in: StandIn, document: ContractDocument) -> None:
        self.stand_in, self.document, self.asked = stand_in, document, 0
        self.http = httpx.AsyncClient(base_url=stand_in.origin, timeout=30, verify=NO_TLS)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.aclose()

    async def send(self, sent: Sent) -> httpx.Response:
        """One request as a browser would send it, but for what `sent` says."""
        self.asked += 1
        headers: dict[str, str | bytes] = {
            "Host": HOST_NAME,
            NETWORK_HEADER: f"10.{self.asked >> 16 & 255}.{self.asked >> 8 & 255}.{self.asked & 255}",
            "User-Agent": content.AGENTS[0],
            "Accept": "*/*",
        }
        if sent.method != "GET":
            headers |= {"Content-Type": "application/json", "Origin": ORIGIN}
        return await self.http.request(
            sent.method, sent.path, content=sent.content, headers={**headers, **sent.headers}
        )

    def judged(self, answer: httpx.Response) -> Verdict:
        """Who gave this answer. Fails for a fault, and for an answer of ours that the contract does not have."""
        method, path = answer.request.method, answer.request.url.path
        assert answer.status_code < 500, f"{method} {answer.request.url}: {answer.status_code} {answer.text[:500]}"
        if "<center>nginx" in answer.text:
            return "firewall" if answer.status_code == self.stand_in.policy.block_status else "door"
        if answer.content and self.document.operation(method, path) is not None:
            self.document.check(answer)
        return "product"


def same_answer(one: httpx.Response, other: httpx.Response) -> bool:
    """Whether nothing but what moves by itself differs."""
    return one.status_code == other.status_code and _still(one) == _still(other)


def reflects(answer: httpx.Response, text: str) -> bool:
    """Whether the text stands in the answer, as it is or as JSON spells it."""
    told = answer.text + "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return text in told or json.dumps(text)[1:-1] in told


def _still(answer: httpx.Response) -> str:
    return _MOVING.sub("", answer.text)
