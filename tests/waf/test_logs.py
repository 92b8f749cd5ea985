"""No PIN, key, token, proof or match code stands in the log of the firewall, of the door, or of its errors."""

import random
from collections.abc import Iterator

import httpx
import pytest

from tests.functions.browser_key import BrowserKey
from tests.functions.contract_document import ContractDocument
from tests.functions.people import NO_TLS
from tests.waf.browser import BANKS_PAGE, ORIGIN, Browser, Operator
from tests.waf.journey import Journey
from tests.waf.policy import FirewallPolicy
from tests.waf.scrubbing import MASK, log, rows
from tests.waf.stand_in import StandIn
from tests.waf.tokens import customer_token

_ATTACK = "' OR 1=1 -- "
_BODY_ATTACK = "java.lang.Runtime"
"""What rules look for in a body as a whole."""
_CLIMB = "/../../etc/passwd"
_MET = {"pin", "redemption_key", "customer_token", "match_code", "Authorization", "DPoP", "AppServiceAuthSession"}
"""Secrets that rules of the engine look into, if only with a whole body or with all cookies."""


async def _journey_and_attacks(stand_in: StandIn, document: ContractDocument, number: int) -> dict[str, str]:
    """A journey, and every secret of it in its own field once more, with an attack behind it. Returns the secrets."""
    chance = random.Random(number)
    async with httpx.AsyncClient(base_url=stand_in.origin, timeout=30, verify=NO_TLS) as http:
        operator = await Operator.signed_in(http, document, chance, "operator-1")
        customer = Browser(http, document, chance, BANKS_PAGE)
        journey = Journey(chance, operator, customer)
        await journey.whole()
        found = {
            "pin": journey.pin,
            "redemption_key": journey.key,
            "customer_token": customer_token(chance),
            "match_code": "forty-seven-is-the-code",
            "Authorization": str(customer.token),
            "DPoP": BrowserKey().proof("GET", f"{ORIGIN}/api/session", 0),
            "AppServiceAuthSession": operator.headers["Cookie"].partition("=")[2].strip('"'),
        }
        for method, path, body, headers in _attacks(found):
            answer = await http.request(method, path, json=body, headers={**customer.headers, **headers})
            assert 400 <= answer.status_code < 500, answer.text
        # A request is noted once it is over, and the next one on its connection begins after that.
        await http.get("/api/health", headers=customer.headers)
    return found


def _attacks(found: dict[str, str]) -> Iterator[tuple[str, str, dict[str, str] | None, dict[str, str]]]:
    """Method, path, body and headers."""
    redeeming = {name: found[name] for name in ("pin", "redemption_key", "customer_token")}
    for name, secret in redeeming.items():
        yield "POST", "/api/redeem-pin", {**redeeming, name: secret + _ATTACK}, {}
    for attack in (_ATTACK, _BODY_ATTACK):
        yield "POST", "/api/redeem-pin", {**redeeming, "x": attack}, {}
    yield "POST", "/api/admit", {"call_id": "x", "participant_id": "x", "match_code": found["match_code"] + _ATTACK}, {}
    for name in ("Authorization", "DPoP"):
        yield "GET", "/api/session", None, {name: found[name] + _CLIMB}
    yield "GET", "/api/me", None, {"Cookie": f"AppServiceAuthSession={found['AppServiceAuthSession']}{_CLIMB}"}


def _told(found: dict[str, str], text: str) -> set[str]:
    """The names of those that stand in the text, whole or, of a token, the part that opens: its signature."""
    return {name for name, secret in found.items() if secret in text or secret.rpartition(".")[2] in text}


@pytest.fixture(scope="module")
def mine(stand_in: StandIn) -> int:
    """How many notes the engine had before this module."""
    return stand_in.notes().count("\n")


async def test_no_secret_is_in_any_log(
    stand_in: StandIn, document: ContractDocument, policy: FirewallPolicy, mine: int
) -> None:
    secrets = await _journey_and_attacks(stand_in, document, 7)

    notes = "".join(stand_in.notes().splitlines(keepends=True)[mine:])
    assert _told(secrets, notes) == _MET, "the engine met what the log must not have"
    assert _told(secrets, log(notes, policy.masked)) == set()
    assert _told(secrets, stand_in.text("access.log") + stand_in.text("error.log")) == set()
    assert "/api/redeem-pin" in stand_in.text("access.log"), "the search looks where the words are"


async def test_every_masked_field_that_rules_look_into_would_have_told_its_secret(
    stand_in: StandIn, document: ContractDocument, policy: FirewallPolicy, mine: int
) -> None:
    """The positive control: one rule of the policy less, and the log has it."""
    secrets = await _journey_and_attacks(stand_in, document, 8)
    notes = "".join(stand_in.notes().splitlines(keepends=True)[mine:])

    met = {row.variable for row in rows(notes, policy.masked) if row.value == MASK}
    told = {field.name: _told(secrets, log(notes, policy.masked - {field})) for field in policy.masked}

    assert met == {
        "ARGS:json.pin",
        "ARGS:json.match_code",
        "REQUEST_HEADERS:Authorization",
        "REQUEST_HEADERS:DPoP",
        "REQUEST_HEADERS:Cookie",
    }
    assert {name: found for name, found in told.items() if found} == {
        **{name: {name} for name in _MET - {"AppServiceAuthSession"}},
        "Cookie": {"AppServiceAuthSession"},
    }
    left = {field for field in policy.masked if not told[field.name]}
    assert left <= policy.exclusions, "what tells nothing is looked into by no rule"
