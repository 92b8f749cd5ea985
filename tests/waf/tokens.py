"""Tokens as a bank's customers bring them: long, and signed by the bank."""

import random
import secrets
import time
from functools import cache

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.waf import content

MOST_CHARACTERS = 8192
ROOM_FOR_CLAIMS = 5_400
"""Characters of claims that make a token of nearly 8 KB."""


@cache
def _banks_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65_537, 2048)


def customer_token(chance: random.Random) -> str:
    """A JWT of up to 8 KB about a customer, signed with RSA."""
    claims: dict[str, object] = {
        "iss": "https://login.bank.example",
        "aud": "assisted-chat",
        "sub": secrets.token_hex(8),
    }
    claims |= {"name": content.name(chance), "iat": int(time.time()), "exp": int(time.time()) + 300}
    claims["groups"] = [secrets.token_hex(16) for _ in range(chance.randrange(ROOM_FOR_CLAIMS // 36))]
    made = jwt.encode(claims, _banks_key(), "RS256", {"kid": secrets.token_urlsafe(16)})
    assert len(made) <= MOST_CHARACTERS
    return made
