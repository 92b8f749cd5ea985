"""Signing keys: their names, and which of them does what."""

import base64

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers, generate_private_key

from shared.signing_keys import KeyRing, SigningKey

# RFC 7638, section 3.1: the key and its thumbprint.
RFC_7638_N = (
    "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMs"
    "tn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbIS"
    "D08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"
)
RFC_7638_THUMBPRINT = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"


@pytest.fixture(scope="module")
def keys() -> tuple[SigningKey, SigningKey]:
    """An older and a newer one."""
    return SigningKey(generate_private_key(65537, 2048)), SigningKey(generate_private_key(65537, 2048))


def test_a_key_is_named_by_its_rfc_7638_thumbprint() -> None:
    modulus = int.from_bytes(base64.urlsafe_b64decode(RFC_7638_N + "=="), "big")
    key = SigningKey.__new__(SigningKey)
    key.__dict__["public"] = RSAPublicNumbers(65537, modulus).public_key()

    assert key.kid == RFC_7638_THUMBPRINT


def test_a_published_key_holds_nothing_private(keys: tuple[SigningKey, SigningKey]) -> None:
    assert set(keys[0].jwk) == {"kty", "use", "alg", "kid", "n", "e"}
    assert keys[0].jwk["e"] == "AQAB"
    assert len(base64.urlsafe_b64decode(keys[0].jwk["n"] + "==")) == 256


def test_a_published_key_verifies_what_the_key_signed(keys: tuple[SigningKey, SigningKey]) -> None:
    signed = jwt.encode({"x": 1}, keys[0].private, algorithm="RS256")

    assert jwt.decode(signed, jwt.PyJWK(keys[0].jwk), algorithms=["RS256"]) == {"x": 1}


def test_the_newest_signs_and_all_are_found_and_published(keys: tuple[SigningKey, SigningKey]) -> None:
    ring = KeyRing(keys)

    assert ring.newest is keys[1]
    assert ring.by_kid(keys[0].kid) is keys[0]
    assert ring.by_kid("unknown") is None
    assert [key["kid"] for key in ring.jwks["keys"]] == [key.kid for key in keys]


def test_a_key_does_not_show_itself(keys: tuple[SigningKey, SigningKey]) -> None:
    assert "rsa" not in repr(KeyRing(keys)).lower().replace("rsapublic", "")
    assert "private" not in repr(keys[0])
