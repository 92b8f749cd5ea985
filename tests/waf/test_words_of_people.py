"""What people write passes the firewall as it is, and does nothing but be shown: names, subjects, a bank's tokens."""

import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from tests.functions.contract_document import ContractDocument
from tests.functions.people import NO_TLS
from tests.functions.product import FRONT_DOOR_ID, fine, fresh_key, refused
from tests.waf import content
from tests.waf.attack_texts import texts
from tests.waf.configuration import NETWORK_HEADER
from tests.waf.policy import Field, FirewallPolicy
from tests.waf.stand_in import HOST_NAME, StandIn, standing_before

_READ_AS_SQL = ("Val d'Or Seán", "Having Jean-Luc", "Ελένη Desc", "محمد Крушельницька")
_SEEN_IN_THE_WHOLE_BODY = {texts()["lookups.ognl"]}
"""Some rules for Java look into the text of a body, where no field is left out."""
_WORDS = frozenset({Field("json", "display_name"), Field("json", "subject")})


def _browser(stand_in: StandIn) -> httpx.Client:
    headers = {"Host": HOST_NAME, "User-Agent": content.AGENTS[0]}
    return httpx.Client(base_url=stand_in.origin, headers=headers, timeout=30, verify=NO_TLS)


@pytest.fixture
def desk(stand_in: StandIn) -> Iterator[httpx.Client]:
    """An operator at work."""
    with _browser(stand_in) as http:
        assert http.get("/.auth/login/aad?as=operator-1").status_code == 302
        name, value = next(iter(http.cookies.items()))
        http.cookies.clear()
        http.headers["Cookie"] = f"{name}={value}"
        yield http


def _blocked(stand_in: StandIn, names: Iterable[str]) -> list[str]:
    """Those of the names that do not reach the product; it refuses the PIN beside them before it looks anything up."""
    blocked = []
    with _browser(stand_in) as http:
        for number, name in enumerate(names):
            body = {"pin": "12", "redemption_key": "k" * 43, "display_name": name}
            answer = http.post("/api/redeem-pin", json=body, headers={NETWORK_HEADER: f"10.3.{number // 50}.1"})
            if "<center>nginx" in answer.text:
                blocked.append(name)
            else:
                refused(answer, 400, "pin_malformed")
    return blocked


def test_every_name_passes(stand_in: StandIn) -> None:
    assert _blocked(stand_in, [*content.names(), *_READ_AS_SQL]) == []


def test_without_the_policys_exclusion_names_of_real_people_would_not(host: str, policy: FirewallPolicy) -> None:
    """Why the exclusion is there."""
    strict = replace(policy, exclusions=policy.exclusions - _WORDS)
    with (
        tempfile.TemporaryDirectory(prefix="assisted-chat-waf-") as folder,
        standing_before(host, strict, FRONT_DOOR_ID, Path(folder)) as stand_in,
    ):
        assert _blocked(stand_in, _READ_AS_SQL) == list(_READ_AS_SQL)


@pytest.mark.parametrize("text", [*content.subjects(), *texts().values()])
def test_a_subject_is_shown_as_it_was_written_or_refused(
    desk: httpx.Client, document: ContractDocument, text: str
) -> None:
    answer = desk.post("/api/create-call", json={"subject": text[:120]})

    if "<center>nginx" in answer.text:
        assert text in _SEEN_IN_THE_WHOLE_BODY
        return
    document.check(answer)
    if answer.status_code == 400:
        assert text not in content.subjects(), "an honest subject is refused"
        refused(answer, 400, "invalid_request")
        return
    call_id = fine(answer, 201)["call_id"]
    assert fine(desk.get(f"/api/calls/{call_id}"))["subject"] == unicodedata.normalize("NFC", text[:120]).strip()
    fine(desk.post("/api/end-call", json={"call_id": call_id}))


@pytest.mark.parametrize("text", texts().values())
def test_an_attack_in_a_name_or_a_token_is_refused_or_mere_words(desk: httpx.Client, text: str) -> None:
    call_id = fine(desk.post("/api/create-call", json={}), 201)["call_id"]
    pin = fine(desk.post("/api/issue-pin", json={"call_id": call_id}), 201)["pin"]
    body = {"pin": pin, "redemption_key": fresh_key(), "customer_token": text}
    network = {NETWORK_HEADER: f"10.4.{hash(text) % 251}.{len(text) % 251}", "Cookie": ""}

    named = desk.post("/api/redeem-pin", json={**body, "display_name": text[:40]}, headers=network)
    if "<center>nginx" in named.text:
        assert text in _SEEN_IN_THE_WHOLE_BODY
        return
    place = named if named.status_code == 200 else desk.post("/api/redeem-pin", json=body, headers=network)

    assert fine(place)["authenticated"] is False
    (shown,) = fine(desk.get(f"/api/calls/{call_id}"))["participants"]
    if named.status_code == 200:
        assert shown["display_name"] == unicodedata.normalize("NFC", text[:40]).strip()
    else:
        refused(named, 400, "invalid_request")
        assert shown["display_name"] is None
    assert shown["authenticated"] is False
    fine(desk.post("/api/end-call", json={"call_id": call_id}))
