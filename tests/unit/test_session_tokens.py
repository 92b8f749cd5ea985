"""Session tokens: ours alone, exactly as we make them, and only for as long as they say."""

from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from shared.errors import SessionExpired, SessionInvalid
from shared.ids import new_call_id, new_participant_id
from shared.instants import Instant, after_seconds
from shared.session_tokens import mint, verify
from shared.signing_keys import KeyRing, SigningKey
from shared.strict_jwt import UnverifiedToken
from tests.unit.held_clock import START
from tests.unit.token_kinds import compact, rs

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


def _signed(claims: dict[str, Any] = CLAIMS, header: dict[str, Any] = HEADER, key: SigningKey = KEY) -> str:
    return compact(header, claims, rs(key.private))


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


@pytest.mark.parametrize(
    "token",
    [
        pytest.param(_signed(header=HEADER | {"kid": FOREIGN.kid}, key=FOREIGN), id="foreign-key"),
        pytest.param(_signed(header=HEADER | {"kid": OLDER.kid}), id="another-of-our-kids"),
        pytest.param(_signed(header=_without(HEADER, "kid")), id="no-kid"),
        pytest.param(_signed(header=_without(HEADER, "typ")), id="no-typ"),
        pytest.param(_signed(CLAIMS | {"role": "operator"}), id="role"),
        pytest.param(_signed(CLAIMS | {"role": ["customer"]}), id="role-list"),
        pytest.param(_signed(_without(CLAIMS, "role")), id="no-role"),
        pytest.param(_signed(CLAIMS | {"sub": CALL}), id="subject-is-a-call"),
        pytest.param(_signed(CLAIMS | {"sub": PARTICIPANT + "\n"}), id="subject-line-feed"),
        pytest.param(_signed(CLAIMS | {"call_id": "x"}), id="call"),
        pytest.param(_signed(CLAIMS | {"call_id": None}), id="call-null"),
        pytest.param(_signed(_without(CLAIMS, "call_id")), id="no-call"),
        pytest.param(_signed(_without(CLAIMS, "jti")), id="no-jti"),
        pytest.param(_signed(CLAIMS | {"exp": NOW + 601}), id="exp-too-far"),
        pytest.param(_signed(CLAIMS | {"iat": NOW + 301, "exp": NOW + 901}), id="future"),
    ],
)  # fmt: skip
def test_a_token_that_is_not_ours_in_some_way_is_invalid(token: str) -> None:
    """What no kind of token may be is tried in `test_strict_jwt`."""
    _invalid(token)
