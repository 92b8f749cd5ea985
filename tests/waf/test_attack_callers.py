"""Nobody gets in by saying who they are: forged people, networks, sessions and proofs, through the firewall."""

import asyncio
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from local.personas import PERSONAS
from local.principal import principal_headers
from shared.adapters.file_secrets import FileSecrets
from shared.check_digit import check_digit
from tests.functions.browser_key import BrowserKey
from tests.functions.contract_document import ContractDocument
from tests.functions.people import NO_TLS, Customer
from tests.functions.people import Operator as SignedIn
from tests.functions.product import fine, fresh_key, refused
from tests.security.forged_tokens import FORGED, Forger
from tests.waf import content
from tests.waf.browser import ORIGIN
from tests.waf.configuration import NETWORK_HEADER
from tests.waf.stand_in import HOST_NAME, StandIn

_STATED = (
    "X-Azure-SocketIP",
    "X-Azure-ClientIP",
    "X-Forwarded-For",
    "X-Real-IP",
    "True-Client-IP",
    "CF-Connecting-IP",
    "X-Client-IP",
    "X-Cluster-Client-IP",
    "Client-IP",
    "Via",
)
_SIGNED_IN = ("create-call", "issue-pin", "admit", "turn-away", "end-call", "issue-acs-token", "local-call-signals")


@dataclass(slots=True)
class Victim:
    """In a call, with a bound session; the attacker has all of their tokens."""

    call_id: str
    token: str
    key: BrowserKey


@pytest.fixture
def outside(stand_in: StandIn) -> Iterator[httpx.Client]:
    """A browser on a network of its own, which is nobody."""
    headers = {
        "Host": HOST_NAME,
        NETWORK_HEADER: f"10.9.{secrets.randbelow(256)}.{secrets.randbelow(256)}",
        "User-Agent": content.AGENTS[0],
    }
    with httpx.Client(base_url=stand_in.origin, headers=headers, verify=NO_TLS) as http:
        yield http


@pytest.fixture
def place(host: str, document: ContractDocument) -> Iterator[Customer]:
    """A customer in a call, unbound, who came by the product's own door."""
    with SignedIn(host, document) as operator, Customer(host, document) as customer:
        customer.redeem(operator.new_pin(operator.new_call()))
        operator.admit(customer)
        yield customer


@pytest.fixture
def forger(place: Customer, data_dir: Path) -> Forger:
    keys = asyncio.run(FileSecrets(data_dir / "secrets").key_ring("session"))
    return Forger(place.http.headers["Authorization"].partition(" ")[2], keys.newest)


@pytest.mark.parametrize("kind", FORGED)
def test_a_forged_session_token_opens_nothing(outside: httpx.Client, forger: Forger, kind: str) -> None:
    answer = outside.get("/api/session", headers={"Authorization": f"Bearer {FORGED[kind](forger)}"})

    assert answer.status_code in {400, 401, 429}, answer.text
    if "<center>nginx" not in answer.text:
        refused(answer, 401, "session_invalid")


def test_a_true_session_token_opens_it(outside: httpx.Client, forger: Forger) -> None:
    fine(outside.get("/api/session", headers={"Authorization": f"Bearer {forger.token}"}))


@pytest.mark.parametrize("route", [*(f"POST {name}" for name in _SIGNED_IN), "GET me", "GET calls", "GET calls/call_x"])
@pytest.mark.parametrize("spelled", [str.lower, str.upper, lambda name: name.replace("-", "_")])
def test_nobody_is_an_operator_by_their_own_word(outside: httpx.Client, route: str, spelled: object) -> None:
    assert callable(spelled)
    headers = {spelled(name.decode()): value.decode() for name, value in principal_headers(PERSONAS["operator-1"])}
    method, _, name = route.partition(" ")

    answer = outside.request(
        method, f"/api/{name}", headers=headers, json={"call_id": "x"} if method == "POST" else None
    )

    refused(answer, 401, "sign_in_required")


@pytest.mark.parametrize("header", _STATED)
def test_the_network_is_not_what_the_client_says(outside: httpx.Client, header: str) -> None:
    def guess(number: int) -> httpx.Response:
        pin = f"{secrets.randbelow(10**9):09d}"
        body = {"pin": pin + check_digit(pin), "redemption_key": fresh_key()}
        return outside.post("/api/redeem-pin", json=body, headers={header: f"203.0.113.{number}"})

    for number in range(5):
        refused(guess(number), 403, "pin_rejected")
    refused(guess(99), 429, "too_many_attempts")


def test_the_door_is_not_who_the_client_says(outside: httpx.Client) -> None:
    headers = {"X-Azure-FDID": "00000000-0000-4000-8000-000000000000", "X-FD-HealthProbe": "1", "X-Azure-Ref": "x"}

    fine(outside.get("/api/health", headers=headers))


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": f"https://{HOST_NAME}.evil.example"},
        {"Origin": f"http://{HOST_NAME}"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_page_cannot_use_the_operators_cookie(outside: httpx.Client, headers: dict[str, str]) -> None:
    assert outside.get("/.auth/login/aad?as=operator-2").status_code == 302
    name, value = next(iter(outside.cookies.items()))
    outside.cookies.clear()
    cookie = {"Cookie": f"{name}={value}"}
    before = fine(outside.get("/api/calls", headers=cookie))

    refused(outside.post("/api/create-call", json={}, headers={**cookie, **headers}), 403, "foreign_origin")
    assert fine(outside.get("/api/calls", headers=cookie)) == before


@pytest.fixture
def victim(outside: httpx.Client, host: str, document: ContractDocument) -> Victim:
    key, redemption_key = BrowserKey(), fresh_key()
    with SignedIn(host, document) as operator:
        call_id = operator.new_call()
        pin = operator.new_pin(call_id)
    proof = key.proof("POST", f"{ORIGIN}/api/redeem-pin", int(time.time()))
    body = {"pin": pin, "redemption_key": redemption_key}
    found = fine(outside.post("/api/redeem-pin", json=body, headers={"DPoP": proof}))
    assert found["token_type"] == "DPoP"
    return Victim(call_id, found["session_token"], key)


def test_a_stolen_token_is_worth_nothing_without_its_key(outside: httpx.Client, victim: Victim) -> None:
    now, address = int(time.time()), f"{ORIGIN}/api/session"
    right = victim.key.proof("GET", address, now, victim.token)
    thief = BrowserKey()
    offered = {
        "proof_required": [None],
        "proof_untimely": [victim.key.proof("GET", address, now - 3600, victim.token)],
        "proof_invalid": [
            thief.proof("GET", address, now, victim.token),
            victim.key.proof("POST", address, now, victim.token),
            victim.key.proof("GET", f"{ORIGIN}/api/consent", now, victim.token),
            victim.key.proof("GET", "https://evil.example/api/session", now, victim.token),
            victim.key.proof("GET", address, now, "another"),
            victim.key.proof("GET", address, now),
            right + "x",
            right.rpartition(".")[0] + ".",
            thief.sign(
                {"typ": "dpop+jwt", "jwk": victim.key.jwk}, {"htm": "GET", "htu": address, "iat": now, "jti": "x"}
            ),
        ],
    }
    for code, proofs in offered.items():
        for proof in proofs:
            headers = {"Authorization": f"DPoP {victim.token}", **({"DPoP": proof} if proof else {})}
            refused(outside.get("/api/session", headers=headers), 401, code)

    fine(outside.get("/api/session", headers={"Authorization": f"DPoP {victim.token}", "DPoP": right}))


def test_a_proof_seen_on_the_way_cannot_be_used_again(outside: httpx.Client, victim: Victim) -> None:
    address = f"{ORIGIN}/api/issue-acs-token"
    proof = victim.key.proof("POST", address, int(time.time()), victim.token)
    headers = {"Authorization": f"DPoP {victim.token}", "DPoP": proof}

    fine(outside.post("/api/issue-acs-token", json={}, headers=headers), 202)
    refused(outside.post("/api/issue-acs-token", json={}, headers=headers), 401, "proof_invalid")
