"""Signing keys by purpose: the newest signs, all verify, and every one is published until it is gone."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

from shared import base64url

KeyPurpose = Literal["session"]
"""Each purpose has keys of its own; a verifier takes the keys of its purpose before it looks at a signature."""

RSA_BITS = 2048


@dataclass(frozen=True)
class SigningKey:
    """One RSA key; its `kid` is the RFC 7638 thumbprint of the public part."""

    private: RSAPrivateKey = field(repr=False)

    @cached_property
    def public(self) -> RSAPublicKey:
        """The part that verifies."""
        return self.private.public_key()

    @cached_property
    def jwk(self) -> dict[str, str]:
        """The public part as a JWK (RFC 7517)."""
        return {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.kid, **_numbers(self.public)}

    @cached_property
    def kid(self) -> str:
        """The thumbprint."""
        return thumbprint({"kty": "RSA", **_numbers(self.public)})


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys of one purpose; the last one signs, all verify."""

    keys: tuple[SigningKey, ...]

    @property
    def newest(self) -> SigningKey:
        """The one that signs."""
        return self.keys[-1]

    def by_kid(self, kid: str) -> SigningKey | None:
        """The key of that thumbprint."""
        return next((key for key in self.keys if key.kid == kid), None)

    @property
    def jwks(self) -> dict[str, list[dict[str, str]]]:
        """The set that anybody may verify with (RFC 7517, section 5)."""
        return {"keys": [key.jwk for key in self.keys]}


def thumbprint(required: Mapping[str, str]) -> str:
    """RFC 7638: SHA-256 over a JWK's required members in lexicographic order; 43 characters of base64url."""
    canonical = json.dumps(dict(required), sort_keys=True, separators=(",", ":"))
    return base64url.encode(hashlib.sha256(canonical.encode()).digest())


def _numbers(public: RSAPublicKey) -> dict[str, str]:
    numbers = public.public_numbers()
    return {"n": _base64url_number(numbers.n), "e": _base64url_number(numbers.e)}


def _base64url_number(number: int) -> str:
    return base64url.encode(number.to_bytes((number.bit_length() + 7) // 8, "big"))
