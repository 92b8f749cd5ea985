"""Tokens of every kind: shown at their door, whatever they say, they are let in by the rules or refused by us."""

import base64
import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.proofs import WINDOW_SECONDS
from shared.session_tokens import RULES
from shared.strict_jwt import TokenRefused, TokenRules, UnverifiedToken, read
from tests.properties.texts import ANYTHING, JSON, slipped
from tests.unit.token_kinds import KINDS, NOW, PROOF, SESSION, Kind, part

TIMES = st.integers(NOW - 700, NOW + 4_000) | st.integers() | JSON
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n"
OF_ANY_KIND = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
OPEN = TokenRules(
    frozenset({"RS256", "ES256"}), frozenset({None, "JWT"}), frozenset({"alg", "typ", "kid"}), frozenset()
)


def _let_in(kind: Kind, token: str) -> bool:
    try:
        kind.show(token)
    except kind.refusals:
        return False
    return True


def _said(token: str, place: int) -> Any:
    text = token.split(".")[place]
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def _holds(kind: Kind, token: str) -> None:
    """What every token that is let in says, by another reading of it."""
    header, claims = _said(token, 0), _said(token, 1)
    assert header["alg"] == kind.header["alg"]
    assert header.get("typ") in {kind.header["typ"], None}
    assert header.keys() <= {*kind.header, "x5t", "x5t#S256"}
    for name in ("iss", "aud", "role", "htm", "htu"):
        assert claims.get(name) == kind.claims.get(name)
    assert type(claims["iat"]) is int
    ahead = NOW + {"session": RULES.ahead_seconds, "foreign": 30, "proof": WINDOW_SECONDS}[kind.name]
    assert NOW - 600 < claims["iat"] <= ahead
    assert type(claims.get("nbf", 0)) is int
    assert claims.get("nbf", 0) <= ahead
    if kind is not PROOF:
        assert 0 < claims["exp"] - claims["iat"] <= (600 if kind is SESSION else 3600)
        assert claims["exp"] > NOW - 30
        assert 1 <= len(claims["sub"]) <= 128


@OF_ANY_KIND
@given(data=st.data())
def test_whatever_we_or_the_bank_sign_is_judged_by_the_rules(kind: Kind, data: st.DataObject) -> None:
    times = data.draw(st.dictionaries(st.sampled_from(["iat", "nbf", "exp"]), TIMES, max_size=2))
    others = data.draw(st.dictionaries(st.sampled_from([*kind.claims, "x", "cnf", "lwicontexts"]), JSON, max_size=1))
    header = data.draw(st.dictionaries(st.sampled_from(["typ", "kid", "x5t", "crit", "zip"]), JSON, max_size=1))
    token = kind.token({**kind.header, **header}, {**kind.claims, **others, **times})

    if _let_in(kind, token):
        _holds(kind, token)


@OF_ANY_KIND
@given(data=st.data())
def test_a_token_with_a_slip_is_refused(kind: Kind, data: st.DataObject) -> None:
    token = kind.token()
    changed = data.draw(slipped(token, ALPHABET) | slipped(token))

    assert changed == token or not _let_in(kind, changed)


@OF_ANY_KIND
@given(header=st.binary(max_size=80), claims=st.binary(max_size=80), signature=st.binary(max_size=80), text=ANYTHING)
def test_whatever_is_sent_is_refused(kind: Kind, header: bytes, claims: bytes, signature: bytes, text: str) -> None:
    assert not _let_in(kind, ".".join(map(part, (header, claims, signature))))
    assert not _let_in(kind, text)
    assert not _let_in(kind, kind.token() + text) or not text


@OF_ANY_KIND
@given(JSON, JSON)
def test_whatever_json_is_signed_is_refused(kind: Kind, header: Any, claims: Any) -> None:
    """It would take all the names that a kind needs, with the right values."""
    encoded = [json.dumps(fields).encode() for fields in (header, claims)]

    assert not _let_in(kind, kind.token(encoded[0], encoded[1]))
    assert not _let_in(kind, kind.token(claims=encoded[1]))


def _is_sendable(value: Any) -> bool:
    """I-JSON (RFC 7493), with numbers that nobody needs longer."""
    match value:
        case str():
            return not any("\ud800" <= char <= "\udfff" for char in value)
        case float():
            return math.isfinite(value)
        case int():
            return len(str(value)) <= 17 or isinstance(value, bool)
        case list():
            return all(map(_is_sendable, value))
        case dict():
            return all(_is_sendable(name) and _is_sendable(inner) for name, inner in value.items())
    return value is None


@given(st.dictionaries(ANYTHING, JSON, max_size=4), st.binary(min_size=1, max_size=20))
def test_what_the_reader_takes_it_gives_back_and_it_takes_all_that_can_be_sent(
    claims: dict[str, Any], signature: bytes
) -> None:
    token = UnverifiedToken(".".join(map(part, (b'{"alg":"RS256"}', json.dumps(claims).encode(), signature))))
    try:
        found = read(token, OPEN)
    except TokenRefused:
        assert not _is_sendable(claims)
        return
    assert _is_sendable(claims)
    assert (found.text, found.claims) == (token, claims)


@given(st.integers(8_193, 2**20), st.sampled_from(ALPHABET))
def test_a_long_text_is_refused_before_anything_is_read(length: int, letter: str) -> None:
    with pytest.raises(TokenRefused):
        read(UnverifiedToken(letter * length), OPEN)


@given(st.sampled_from(KINDS), st.sampled_from(KINDS))
def test_no_kind_passes_at_anothers_door(made: Kind, shown: Kind) -> None:
    assert _let_in(shown, made.token()) == (made is shown)
