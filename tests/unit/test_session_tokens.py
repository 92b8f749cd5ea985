"""Session tokens: ours alone, exactly as we make them, and only for as long as they say."""

import base64
import hashlib
import hmac
import json
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import SessionExpired, SessionInvalid
from shared.ids import new_call_id, new_participant_id
from shared.instants import Instant, after_seconds
from shared.session_tokens import mint, verify
from shared.signing_keys import KeyRing, SigningKey
from shared.strict_jwt import UnverifiedToken
from tests.unit.held_clock import START

KEY, OLDER, FOREIGN = (SigningKey(generate_private_key(65537, 2048)) for _ in range(3))
RING = KeyRing((OLDER, KEY))
CALL, PARTICIPANT = new_call_id(), new_participant_id()
NOW = START // 1000
HEADER: dict[str, Any] = {"alg": "RS256", "typ": "JWT", "kid": KEY.kid}
CLAIMS: dict[str, Any] = {
    "iss": "assisted-chat",
    "aud": "assisted-chat-session",
    "sub": PARTICIPANT,
    "jti": "j",
    "call_id": CALL,
    "role": "customer",
    "iat": NOW,
    "exp": NOW + 600,
}


def _part(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _signed(
    claims: dict[str, Any] | bytes = CLAIMS, header: dict[str, Any] | bytes = HEADER, key: SigningKey = KEY
) -> str:
    """A token of exactly this header and these claims, truly signed by the key."""
    raw = [part if isinstance(part, bytes) else json.dumps(part).encode() for part in (header, claims)]
    signed = ".".join(map(_part, raw))
    return f"{signed}.{_part(key.private.sign(signed.encode(), PKCS1v15(), SHA256()))}"


def _without(fields: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in names}


def _invalid(token: str, now: Instant = START) -> None:
    with pytest.raises(SessionInvalid):
        verify(RING, UnverifiedToken(token), now)


def test_what_is_minted_verifies() -> None:
    token = mint(RING, CALL, PARTICIPANT, 600, START, key_thumbprint=None)

    claims = verify(RING, UnverifiedToken(token), START)

    assert (claims.call_id, claims.participant_id) == (CALL, PARTICIPANT)
    assert (claims.issued_at, claims.expires_at) == (NOW, NOW + 600)


def test_a_token_may_be_bound_to_a_key_of_its_holder() -> None:
    """RFC 9449, 6.1: the thumbprint stands in `cnf`, and comes out again."""
    thumbprint = KEY.kid
    token = mint(RING, CALL, PARTICIPANT, 600, START, key_thumbprint=thumbprint)

    assert jwt.decode(token, options={"verify_signature": False})["cnf"] == {"jkt": thumbprint}
    assert verify(RING, UnverifiedToken(token), START).key_thumbprint == thumbprint
    assert verify(RING, UnverifiedToken(_signed()), START).key_thumbprint is None


@pytest.mark.parametrize("confirmation", [None, {}, [], "x", {"jkt": ""}, {"jkt": 1}, {"x5t": KEY.kid},
                                          {"jkt": KEY.kid, "x5t": "y"}, {"jkt": KEY.kid + "="}])  # fmt: skip
def test_a_binding_that_is_not_understood_never_unbinds_a_token(confirmation: object) -> None:
    _invalid(_signed(CLAIMS | {"cnf": confirmation}))


def test_the_newest_key_signs_and_an_older_one_still_verifies() -> None:
    assert jwt.get_unverified_header(mint(RING, CALL, PARTICIPANT, 600, START, key_thumbprint=None))["kid"] == KEY.kid
    older = mint(KeyRing((OLDER,)), CALL, PARTICIPANT, 600, START, key_thumbprint=None)

    verify(RING, UnverifiedToken(older), START)


def test_every_token_has_a_name_of_its_own() -> None:
    made = {
        jwt.decode(mint(RING, CALL, PARTICIPANT, 600, START, key_thumbprint=None), options={"verify_signature": False})[
            "jti"
        ]
        for _ in range(20)
    }

    assert len(made) == 20


def test_a_token_made_by_hand_as_we_make_it_verifies() -> None:
    """The ground that the forgeries below stand on."""
    verify(RING, UnverifiedToken(_signed()), START)


def test_a_token_is_expired_at_its_second_and_not_before() -> None:
    token = UnverifiedToken(_signed())
    verify(RING, token, Instant(after_seconds(START, 600) - 1))

    with pytest.raises(SessionExpired):
        verify(RING, token, after_seconds(START, 600))


def test_less_than_half_of_the_life_is_told() -> None:
    claims = verify(RING, UnverifiedToken(_signed()), START)

    assert not claims.half_spent(after_seconds(START, 300))
    assert claims.half_spent(Instant(after_seconds(START, 300) + 1))


_PEM = KEY.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _hs256(secret: bytes, header: dict[str, Any]) -> str:
    signed = f"{_part(json.dumps(header).encode())}.{_part(json.dumps(CLAIMS).encode())}"
    return f"{signed}.{_part(hmac.new(secret, signed.encode(), hashlib.sha256).digest())}"


def _unsigned(alg: str) -> str:
    return f"{_part(json.dumps(HEADER | {'alg': alg}).encode())}.{_part(json.dumps(CLAIMS).encode())}."


@pytest.mark.parametrize(
    "token",
    [
        pytest.param(_signed(key=FOREIGN), id="foreign-key-our-kid"),
        pytest.param(_signed(header=HEADER | {"kid": FOREIGN.kid}, key=FOREIGN), id="foreign-key"),
        pytest.param(_signed(header=HEADER | {"kid": OLDER.kid}), id="another-of-our-kids"),
        pytest.param(_signed(header=HEADER | {"jwk": FOREIGN.jwk}, key=FOREIGN), id="key-in-the-header"),
        pytest.param(_signed(header=HEADER | {"jku": "https://evil.example/jwks"}, key=FOREIGN), id="key-url"),
        pytest.param(_unsigned("none"), id="alg-none"),
        pytest.param(_unsigned("None"), id="alg-None"),
        pytest.param(_hs256(_PEM, HEADER | {"alg": "HS256"}), id="hs256-by-our-public-key"),
        pytest.param(_hs256(b"", HEADER | {"alg": "HS256"}), id="hs256-by-nothing"),
        pytest.param(_hs256(_PEM, HEADER), id="hs256-called-rs256"),
        pytest.param(_signed(header=HEADER | {"alg": "RS512"}), id="rs512"),
        pytest.param(_signed(header=HEADER | {"alg": "PS256"}), id="ps256"),
        pytest.param(_signed(header=HEADER | {"alg": "rs256"}), id="alg-in-small-letters"),
        pytest.param(_signed(header=HEADER | {"alg": ["RS256"]}), id="alg-list"),
        pytest.param(_signed(header=_without(HEADER, "alg")), id="no-alg"),
        pytest.param(_signed(header=_without(HEADER, "kid")), id="no-kid"),
        pytest.param(_signed(header=HEADER | {"kid": None}), id="kid-null"),
        pytest.param(_signed(header=HEADER | {"kid": [KEY.kid]}), id="kid-list"),
        pytest.param(_signed(header=HEADER | {"kid": "../../etc/passwd"}), id="kid-path"),
        pytest.param(_signed(header=_without(HEADER, "typ")), id="no-typ"),
        pytest.param(_signed(header=HEADER | {"typ": "at+jwt"}), id="typ-access-token"),
        pytest.param(_signed(header=HEADER | {"typ": "jwt"}), id="typ-in-small-letters"),
        pytest.param(_signed(header=HEADER | {"crit": ["x"], "x": 1}), id="crit"),
        pytest.param(_signed(header=HEADER | {"crit": ["b64"], "b64": False}), id="b64"),
        pytest.param(_signed(header=b'{"alg": "RS256"}' + b" " * 5000), id="long"),
        pytest.param(_signed(header=b"nonsense"), id="header-no-json"),
        pytest.param(_signed(header=b"[]"), id="header-list"),
        pytest.param(_signed(header=b"[" * 3000), id="header-deep"),
        pytest.param(_signed(CLAIMS | {"iss": "evil"}), id="issuer"),
        pytest.param(_signed(CLAIMS | {"iss": ["assisted-chat"]}), id="issuer-list"),
        pytest.param(_signed(_without(CLAIMS, "iss")), id="no-issuer"),
        pytest.param(_signed(CLAIMS | {"aud": "assisted-chat"}), id="audience"),
        pytest.param(_signed(CLAIMS | {"aud": ["assisted-chat-session", "x"]}), id="audience-list"),
        pytest.param(_signed(CLAIMS | {"aud": ["assisted-chat-session"]}), id="audience-list-of-one"),
        pytest.param(_signed(_without(CLAIMS, "aud")), id="no-audience"),
        pytest.param(_signed(CLAIMS | {"role": "operator"}), id="role"),
        pytest.param(_signed(CLAIMS | {"role": ["customer"]}), id="role-list"),
        pytest.param(_signed(_without(CLAIMS, "role")), id="no-role"),
        pytest.param(_signed(CLAIMS | {"sub": ""}), id="subject-empty"),
        pytest.param(_signed(CLAIMS | {"sub": 1}), id="subject-number"),
        pytest.param(_signed(CLAIMS | {"sub": CALL}), id="subject-is-a-call"),
        pytest.param(_signed(CLAIMS | {"sub": PARTICIPANT + "\n"}), id="subject-line-feed"),
        pytest.param(_signed(_without(CLAIMS, "sub")), id="no-subject"),
        pytest.param(_signed(CLAIMS | {"call_id": "x"}), id="call"),
        pytest.param(_signed(CLAIMS | {"call_id": None}), id="call-null"),
        pytest.param(_signed(_without(CLAIMS, "call_id")), id="no-call"),
        pytest.param(_signed(_without(CLAIMS, "jti")), id="no-jti"),
        pytest.param(_signed(_without(CLAIMS, "iat")), id="no-iat"),
        pytest.param(_signed(_without(CLAIMS, "exp")), id="no-exp"),
        pytest.param(_signed(CLAIMS | {"exp": str(NOW + 600)}), id="exp-text"),
        pytest.param(_signed(CLAIMS | {"exp": NOW + 600.5}), id="exp-fraction"),
        pytest.param(_signed(CLAIMS | {"exp": True}), id="exp-true"),
        pytest.param(_signed(json.dumps(CLAIMS).replace(str(NOW + 600), "1e308").encode()), id="exp-huge"),
        pytest.param(_signed(json.dumps(CLAIMS).replace(str(NOW + 600), "NaN").encode()), id="exp-nan"),
        pytest.param(_signed(CLAIMS | {"exp": NOW + 601}), id="exp-too-far"),
        pytest.param(_signed(CLAIMS | {"exp": NOW + 10**9}), id="exp-years-away"),
        pytest.param(_signed(CLAIMS | {"exp": NOW}), id="exp-at-iat"),
        pytest.param(_signed(CLAIMS | {"exp": NOW - 1}), id="exp-before-iat"),
        pytest.param(_signed(CLAIMS | {"iat": NOW + 2, "exp": NOW + 602}), id="future"),
        pytest.param(_signed(CLAIMS | {"iat": str(NOW)}), id="iat-text"),
        pytest.param(_signed(b"nonsense"), id="claims-no-json"),
        pytest.param(_signed(b"[]"), id="claims-list"),
        pytest.param(_signed(b'"text"'), id="claims-text"),
        pytest.param(_signed(b"\xff\xfe"), id="claims-no-utf-8"),
        pytest.param("", id="empty"),
        pytest.param("x", id="word"),
        pytest.param("a.b.c", id="three-letters"),
        pytest.param("...", id="dots"),
        pytest.param(_signed() + ".x", id="four-parts"),
        pytest.param(_signed().rpartition(".")[0], id="two-parts"),
        pytest.param(_signed().rpartition(".")[0] + ".", id="no-signature"),
        pytest.param("ž" + _signed(), id="not-ascii"),
        pytest.param("x" * 100_000, id="a-hundred-kilobytes"),
    ],
)  # fmt: skip
def test_any_other_token_is_invalid(token: str) -> None:
    _invalid(token)


@pytest.mark.parametrize(
    "respell",
    [
        pytest.param(lambda token: token + "=", id="padding"),
        pytest.param(lambda token: token + "==", id="more-padding"),
        pytest.param(lambda token: token + "!", id="foreign-character-at-the-end"),
        pytest.param(lambda token: token[:-9] + "\n" + token[-9:], id="line-feed-inside"),
        pytest.param(lambda token: token[:-9] + " " + token[-9:], id="blank-inside"),
        pytest.param(lambda token: " " + token, id="blank-before"),
        pytest.param(lambda token: token + " ", id="blank-after"),
        pytest.param(lambda token: token.replace("-", "+").replace("_", "/"), id="other-alphabet"),
        pytest.param(lambda token: token[:-1] + chr(ord(token[-1]) + 1), id="spare-bits"),
    ],
)
def test_a_token_has_one_spelling(respell: "object") -> None:
    """Base64 that decodes to the same bytes is another token: what we did not write we do not take."""
    token = next(
        made
        for made in (_signed(CLAIMS | {"jti": str(n)}) for n in range(99))
        if made[-1] in "AQgw" and "_" in made and "-" in made
    )
    verify(RING, UnverifiedToken(token), START)

    _invalid(respell(token))  # type: ignore[operator]


@given(st.text(max_size=300))
def test_whatever_is_sent_is_invalid(text: str) -> None:
    _invalid(text)


@given(st.binary(max_size=120), st.binary(max_size=200), st.binary(max_size=40))
def test_whatever_three_parts_are_sent_they_are_invalid(header: bytes, claims: bytes, signature: bytes) -> None:
    _invalid(".".join(map(_part, (header, claims, signature))))


@given(st.integers(0, 2000), st.integers(0, 255))
def test_a_token_with_one_letter_changed_is_invalid(place: int, other: int) -> None:
    token = _signed()
    place %= len(token)
    changed = token[:place] + chr(other) + token[place + 1 :]
    if changed != token:
        _invalid(changed)


@given(
    st.dictionaries(
        st.sampled_from([*CLAIMS, "nbf", "x"]),
        st.none() | st.integers() | st.text(max_size=9) | st.lists(st.integers(), max_size=2),
    )
)
def test_whatever_we_might_sign_by_mistake_is_verified_or_refused(change: dict[str, Any]) -> None:
    """Never anything but the two refusals."""
    try:
        claims = verify(RING, UnverifiedToken(_signed(CLAIMS | change)), START)
    except (SessionInvalid, SessionExpired):
        return
    assert (claims.call_id, claims.participant_id) == (CALL, PARTICIPANT)
