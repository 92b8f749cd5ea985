"""Proofs of a browser's key (RFC 9449, 4.3): for one method, address, token and time, by a key that is in them."""

import base64
import json
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from shared.errors import ProofInvalid, ProofUntimely
from shared.instants import Instant
from shared.proofs import Request, verify_proof
from tests.functions.browser_key import BrowserKey
from tests.unit.held_clock import START

URI = "https://assist.bank.example/api/consent"
TOKEN = "header.claims.signature"
NOW = START // 1000
KEY, OTHER = BrowserKey(), BrowserKey()
HEADER: dict[str, Any] = {"typ": "dpop+jwt", "jwk": KEY.jwk}
ASKED = Request("POST", URI, TOKEN)


def _proof(**claims: object) -> str:
    return KEY.proof("POST", URI, NOW, TOKEN, **claims)


def _with_header(**header: object) -> str:
    kept = {name: value for name, value in {**HEADER, **header}.items() if value is not None}
    claims = jwt.decode(_proof(), options={"verify_signature": False})
    return KEY.sign(kept, claims)


def test_a_proof_for_this_request_names_its_key() -> None:
    assert verify_proof(_proof(), ASKED, START).key_thumbprint == KEY.thumbprint


def test_the_example_of_the_standard_holds_at_its_time() -> None:
    """RFC 9449, section 4.1, figures 1 and 2, with the thumbprint of 6.1: made by somebody else's hands."""
    example = (
        "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscE"
        "JoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19"
        ".eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwia"
        "WF0IjoxNTYyMjYyNjE2fQ"
        ".2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg"
    )
    proof = verify_proof(example, Request("POST", "https://server.example.com/token"), Instant(1_562_262_616_000))

    assert proof.key_thumbprint == "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"


@pytest.mark.parametrize(
    "uri",
    [
        f"{URI}?x=1",
        f"{URI}#x",
        "HTTPS://ASSIST.BANK.EXAMPLE/api/consent",
        "https://assist.bank.example:443/api/consent",
    ],
)
def test_the_same_address_may_be_spelt_otherwise(uri: str) -> None:
    verify_proof(_proof(htu=uri), ASKED, START)


@pytest.mark.parametrize(
    "claims",
    [
        {"htm": "GET"}, {"htm": "post"}, {"htm": None}, {"htm": ["POST"]},
        {"htu": "https://assist.bank.example/api/end-call"}, {"htu": "http://assist.bank.example/api/consent"},
        {"htu": "https://evil.example/api/consent"}, {"htu": "https://assist.bank.example:444/api/consent"},
        {"htu": "https://assist.bank.example@evil.example/api/consent"}, {"htu": "/api/consent"}, {"htu": None},
        {"htu": "https://assist.bank.example/API/consent"}, {"htu": "https://[x/api/consent"}, {"htu": 1},
        {"ath": None}, {"ath": "x"}, {"ath": 1}, {"ath": ""},
        {"jti": None}, {"jti": ""}, {"jti": 1}, {"jti": "x" * 129},
        {"iat": None}, {"iat": str(NOW)}, {"iat": NOW + 0.5}, {"iat": True},
        {"exp": NOW - 1}, {"iat": NOW - 10, "exp": NOW - 1}, {"nbf": NOW + 331},
    ],
    ids=repr,
)  # fmt: skip
def test_a_proof_for_anything_else_is_refused(claims: dict[str, object]) -> None:
    with pytest.raises((ProofInvalid, ProofUntimely)) as refused:
        verify_proof(_proof(**claims), ASKED, START)
    assert refused.type is ProofInvalid or claims.keys() & {"nbf"}


def _hs256() -> str:
    claims = jwt.decode(_proof(), options={"verify_signature": False})
    return jwt.encode(claims, "x" * 32, algorithm="HS256", headers=HEADER)


def _rs256() -> str:
    claims = jwt.decode(_proof(), options={"verify_signature": False})
    return jwt.encode(claims, generate_private_key(65537, 2048), algorithm="RS256", headers=HEADER)


def _by_nothing() -> str:
    head = base64.urlsafe_b64encode(json.dumps({**HEADER, "alg": "none"}).encode()).rstrip(b"=").decode()
    return f"{head}.{_proof().split('.')[1]}."


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(_with_header(jwk=None), id="no-key"),
        pytest.param(_with_header(jwk=OTHER.jwk), id="another-key"),
        pytest.param(_with_header(jwk={**KEY.jwk, "d": "AA"}), id="a-private-key"),
        pytest.param(_with_header(jwk={**KEY.jwk, "crv": "P-384"}), id="another-curve"),
        pytest.param(_with_header(jwk={**KEY.jwk, "y": KEY.jwk["x"]}), id="off-the-curve"),
        pytest.param(_with_header(jwk={**KEY.jwk, "x": KEY.jwk["x"] + "="}), id="padded"),
        pytest.param(_with_header(jwk={**KEY.jwk, "x": "AA"}), id="short"),
        pytest.param(_with_header(jwk={**KEY.jwk, "x5u": "https://evil.example"}), id="a-key-with-an-address"),
        pytest.param(_with_header(jwk=[KEY.jwk]), id="keys"),
        pytest.param(_with_header(jwk="x"), id="key-text"),
        pytest.param(_with_header(kid="x"), id="kid"),
        pytest.param(_with_header(jku="https://evil.example"), id="jku"),
        pytest.param(_with_header(crit=["jwk"]), id="crit"),
        pytest.param(_with_header(typ="JWT"), id="typ"),
        pytest.param(_with_header(typ="DPOP+JWT"), id="typ-in-capitals"),
        pytest.param(_hs256(), id="hs256"),
        pytest.param(_rs256(), id="rs256"),
        pytest.param(_by_nothing(), id="alg-none"),
        pytest.param(_proof()[:-4] + "AAAA", id="signature"),
        pytest.param(_proof() + "=", id="padding"),
        pytest.param(_proof() + ", " + _proof(), id="two"),
        pytest.param(_proof(more="x" * 2048), id="long"),
        pytest.param("", id="empty"),
    ],
)
def test_a_proof_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(ProofInvalid):
        verify_proof(text, ASKED, START)


def test_the_key_may_come_with_the_hints_that_browsers_write() -> None:
    hints = {"ext": True, "key_ops": ["verify"], "alg": "ES256", "use": "sig"}

    assert verify_proof(_with_header(jwk={**KEY.jwk, **hints}), ASKED, START).key_thumbprint == KEY.thumbprint


@pytest.mark.parametrize("uri", ["https://bank.example:99999/api/consent", "https://[x/api/consent"])
def test_an_address_of_ours_that_cannot_be_read_matches_nothing(uri: str) -> None:
    for htu in (None, 1, uri, ""):
        with pytest.raises(ProofInvalid):
            verify_proof(_proof(htu=htu), Request("POST", uri, TOKEN), START)


def test_without_a_session_nothing_needs_to_be_said_of_one() -> None:
    verify_proof(KEY.proof("POST", URI, NOW), Request("POST", URI), START)


@pytest.mark.parametrize("seconds", [-330, 330])
def test_a_proof_is_good_for_five_and_a_half_minutes_around_its_time(seconds: int) -> None:
    verify_proof(_proof(iat=NOW + seconds), ASKED, START)


@pytest.mark.parametrize("seconds", [-3600, -331, 331, 3600, 10**9])
def test_one_of_another_time_is_told_ours_and_only_if_all_else_is_right(seconds: int) -> None:
    with pytest.raises(ProofUntimely) as refused:
        verify_proof(_proof(iat=NOW + seconds), ASKED, START)
    assert refused.value.server_time == START

    with pytest.raises(ProofInvalid):
        verify_proof(_proof(iat=NOW + seconds, htm="GET"), ASKED, START)
