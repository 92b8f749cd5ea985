"""The bank's own tokens: taken as an administrator's setting says, and nothing of ours ever passes as theirs."""

from dataclasses import replace
from typing import Any

import pytest

from shared import session_tokens
from shared.foreign_tokens import AuthSetting, ForeignClaims, Ours, verify_foreign
from shared.instants import Instant, after_seconds
from shared.key_documents import KeySet, VerificationKey
from shared.signing_keys import KeyRing
from shared.strict_jwt import TokenRefused, UnverifiedToken
from tests.unit.held_clock import START
from tests.unit.token_kinds import (
    BANK,
    BANK_KID,
    BANKS_KEYS,
    BANKS_OTHER,
    BANKS_THUMBPRINT,
    BROWSER,
    FOREIGN,
    NOW,
    OURS,
    SESSION,
    SETTING,
    compact,
    es,
    rs,
)

HEADER, CLAIMS = dict(FOREIGN.header), dict(FOREIGN.claims)
LONE_KEY = KeySet((VerificationKey(None, BANK.public_key()),))
PEM_SETTING = replace(SETTING, key_format="pem", audience=None)


def _taken(
    token: str, setting: AuthSetting = SETTING, keys: KeySet = BANKS_KEYS, now: Instant = START
) -> ForeignClaims:
    return verify_foreign(UnverifiedToken(token), setting, keys, now)


def _refused(token: str, setting: AuthSetting = SETTING, keys: KeySet = BANKS_KEYS, now: Instant = START) -> str:
    with pytest.raises(TokenRefused) as refused:
        _taken(token, setting, keys, now)
    return refused.value.reason


def _signed(header: dict[str, Any] | None = None, **claims: Any) -> str:
    return compact(HEADER if header is None else header, CLAIMS | claims, rs(BANK))


def test_a_token_of_the_bank_says_who_its_customer_is() -> None:
    claims = _taken(_signed(lwicontexts='{"msdyn_isvip":"true"}'))

    assert claims.subject == CLAIMS["sub"]
    assert (claims.issued_at, claims.expires_at) == (NOW, NOW + 3600)
    assert claims.contexts == '{"msdyn_isvip":"true"}'


def test_claims_that_nobody_asked_for_are_let_be() -> None:
    """Dynamics 365's list of claims is open, and so is RFC 7519's."""
    assert _taken(_signed(name="Zoë", groups=["a"], auth_time=NOW - 9_999)).contexts is None


@pytest.mark.parametrize("contexts", [1, True, [], {}, {"msdyn_isvip": "true"}])
def test_contexts_are_json_in_a_text(contexts: object) -> None:
    assert _refused(_signed(lwicontexts=contexts)) == "claims"


def test_the_thumbprints_that_directories_write_beside_the_name_are_not_looked_at() -> None:
    _taken(_signed(HEADER | {"x5t": "x", "x5t#S256": "y"}))


def test_a_key_is_found_by_its_name_alone() -> None:
    assert _refused(_signed({"alg": "RS256", "typ": "JWT"})) == "unknown_key"
    assert _refused(_signed(HEADER | {"kid": BANK_KID.upper()})) == "unknown_key"
    assert _refused(_signed(HEADER | {"kid": BANKS_THUMBPRINT})) == "unknown_key"
    assert _refused(compact(HEADER, CLAIMS, rs(BANKS_OTHER))) == "signature"


def test_a_key_without_a_name_verifies_tokens_that_name_none() -> None:
    nameless = _signed({"alg": "RS256", "typ": "JWT"})
    _taken(nameless, keys=LONE_KEY)
    assert _refused(_signed(), keys=LONE_KEY) == "unknown_key"


def test_the_name_is_let_be_only_where_the_setting_says_so() -> None:
    _taken(_signed(), replace(PEM_SETTING, ignores_kid=True), LONE_KEY)
    assert _refused(_signed(), PEM_SETTING, LONE_KEY) == "unknown_key"
    assert _refused(_signed(), replace(PEM_SETTING, ignores_kid=True), BANKS_KEYS) == "unknown_key"


def test_a_key_verifies_until_its_end_and_not_after() -> None:
    end = after_seconds(START, 10)
    keys = KeySet((VerificationKey(BANK_KID, BANK.public_key(), expires_at=end),))

    _taken(_signed(), keys=keys, now=Instant(end - 1))
    assert _refused(_signed(), keys=keys, now=end) == "expired_key"


def test_a_token_is_taken_for_five_minutes_from_when_it_was_made() -> None:
    token = _signed()

    _taken(token, now=after_seconds(START, 300))
    assert _refused(token, now=Instant(after_seconds(START, 300) + 1)) == "too_old"


def test_the_banks_clock_may_be_thirty_seconds_off() -> None:
    _taken(_signed(iat=NOW + 30, nbf=NOW + 30))
    assert _refused(_signed(iat=NOW + 31)) == "too_early"
    assert _refused(_signed(nbf=NOW + 31)) == "too_early"
    short = _signed(iat=NOW - 60, exp=NOW - 30)
    _taken(short, now=Instant(START - 1))
    assert _refused(short) == "expired"


def test_a_life_is_an_hour_at_most_or_what_the_setting_says() -> None:
    assert _refused(_signed(exp=NOW + 3601)) == "claims"
    assert _refused(_signed(), replace(SETTING, max_life_seconds=3599)) == "claims"


@pytest.mark.parametrize(
    ("reason", "token"),
    [
        ("malformed", "x"),
        ("header", _signed(HEADER | {"typ": "at+jwt"})),
        ("header", _signed(HEADER | {"jku": "https://evil.example"})),
        ("signature", _signed()[:-6] + "AAAAAA"),
        ("issuer", _signed(iss="https://evil.example")),
        ("audience", _signed(aud="assisted-chat-session")),
        ("claims", _signed(sub="")),
        ("too_old", _signed(iat=NOW - 301, exp=NOW + 60)),
    ],
)
def test_administrators_are_told_the_class_of_what_is_wrong(reason: str, token: str) -> None:
    assert _refused(token) == reason


def test_a_dedicated_key_needs_no_audience_and_does_not_look_at_one() -> None:
    for setting in (PEM_SETTING, replace(PEM_SETTING, key_format="list")):
        _taken(_signed({"alg": "RS256"}, aud="whoever"), setting, LONE_KEY)
        _taken(compact({"alg": "RS256"}, {n: v for n, v in CLAIMS.items() if n != "aud"}, rs(BANK)), setting, LONE_KEY)


def test_a_setting_says_which_algorithm_and_which_types() -> None:
    on_curve = KeySet((VerificationKey("c", BROWSER.public_key()),))
    header = {"alg": "ES256", "kid": "c", "typ": "customer+jwt"}
    setting = replace(SETTING, algorithm="ES256", types=frozenset({"customer+jwt"}))

    _taken(compact(header, CLAIMS, es(BROWSER)), setting, on_curve)
    assert _refused(compact(header | {"typ": "JWT"}, CLAIMS, es(BROWSER)), setting, on_curve) == "header"
    assert _refused(_signed(), setting, BANKS_KEYS) == "header"


def test_a_token_has_one_name_to_remember_however_its_signature_is_spelt() -> None:
    """Anybody can turn (r, s) into (r, n - s); that must not make a used token a fresh one."""
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # FIPS 186-4, D.1.2.3
    setting, keys = replace(SETTING, algorithm="ES256"), KeySet((VerificationKey("c", BROWSER.public_key()),))
    header = {"alg": "ES256", "kid": "c"}

    def turned(message: bytes) -> bytes:
        raw = es(BROWSER)(message)
        return raw[:32] + (order - int.from_bytes(raw[32:], "big")).to_bytes(32, "big")

    used = {_taken(compact(header, CLAIMS, sign), setting, keys).use_id for sign in (es(BROWSER), turned)}
    other = _taken(compact(header, CLAIMS | {"sub": "x"}, es(BROWSER)), setting, keys).use_id

    assert len(used) == 1
    assert other not in used


@pytest.mark.parametrize("life", [60, 3600])
def test_a_use_may_be_forgotten_once_time_refuses_the_token(life: int) -> None:
    token = _signed(exp=NOW + life)
    until = _taken(token).forget_at

    _taken(token, now=Instant(until - 2))
    assert _refused(token, now=until) in {"too_old", "expired"}


def test_no_setting_makes_our_own_session_tokens_foreign() -> None:
    """Whoever may name an issuer and a key could else sign in as anybody with a session of their own."""
    ours = KeySet((VerificationKey(OURS.kid, OURS.public),))
    session = session_tokens.mint(
        KeyRing((OURS,)), SESSION.claims["call_id"], SESSION.claims["sub"], 600, START, key_thumbprint=None
    )

    assert _refused(session, replace(SETTING, audience=session_tokens.AUDIENCE), ours) == "own_key"
    assert _refused(compact(HEADER | {"kid": OURS.kid}, CLAIMS, rs(OURS.private)), keys=ours) == "own_key"


_BARE = {"issuer": "contoso.com", "key_address": "https://keys.example/k", "key_format": "pem"}


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("issuer", {"issuer": ""}),
        ("issuer", {"issuer": "a\nb"}),
        ("issuer", {"issuer": session_tokens.ISSUER}),
        ("issuer", {"issuer": "Assisted-Chat"}),
        ("issuer", {"issuer": "https://assist.bank.example"}),
        ("issuer", {"issuer": "https://ASSIST.bank.example.:8443/x"}),
        ("issuer", {"issuer": "http://user@assist.bank.example"}),
        ("issuer", {"issuer": "assist.bank.example"}),
        ("key_address", {"key_address": ""}),
        ("key_address", {"key_address": "http://keys.example/k"}),
        ("key_address", {"key_address": "https://user:word@keys.example/k"}),
        ("key_address", {"key_address": "https://keys.example\\@evil.example/"}),
        ("key_address", {"key_address": "https://keys.example/a b"}),
        ("key_address", {"key_address": "https://[::1]/k"}),
        ("key_address", {"key_address": "https://assist.bank.example/api/jwks"}),
        ("key_address", {"key_address": "https://assist.bank.EXAMPLE.:443/api/jwks"}),
        ("audience", {"key_format": "jwks"}),
        ("audience", {"audience": ""}),
        ("types", {"types": frozenset()}),
        ("types", {"types": frozenset({"JWT", "at+jwt"})}),
        ("types", {"types": frozenset({"AT+JWT"})}),
        ("types", {"types": frozenset({"application/at+jwt"})}),
        ("types", {"types": frozenset({"dpop+jwt"})}),
        ("max_life_seconds", {"max_life_seconds": 0}),
        ("max_life_seconds", {"max_life_seconds": 3601}),
        ("ignores_kid", {"key_format": "list", "ignores_kid": True}),
    ],
)
def test_a_setting_that_trusts_too_much_is_refused_by_the_fields_name(field: str, change: dict[str, Any]) -> None:
    ours = Ours(frozenset({"assist.bank.example"}))
    AuthSetting(**_BARE, ours=ours)  # type: ignore[arg-type]

    with pytest.raises(ValueError, match=rf"^{field}: "):
        AuthSetting(**(_BARE | change), ours=ours)
