"""A browser's key as the widget holds one, made with a library of its own: proofs of it (RFC 9449), right and wrong."""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from jwt.algorithms import ECAlgorithm


class BrowserKey:
    """One P-256 key; `now` in whole seconds since the epoch dates its proofs."""

    def __init__(self) -> None:
        self.private = generate_private_key(SECP256R1())
        members = ECAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        self.jwk = {name: members[name] for name in ("kty", "crv", "x", "y")}

    @property
    def thumbprint(self) -> str:
        """RFC 7638."""
        return _digest(json.dumps(self.jwk, sort_keys=True, separators=(",", ":")))

    def proof(self, method: str, uri: str, now: int, token: str | None = None, **claims: object) -> str:
        """A proof for this request; a claim given as None is left out."""
        made = {"htm": method, "htu": uri, "iat": now, "jti": secrets.token_urlsafe(16)}
        if token is not None:
            made["ath"] = _digest(token)
        return self.sign({"typ": "dpop+jwt", "jwk": self.jwk}, {**made, **claims})

    def sign(self, header: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
        """Exactly this, but for names given as None."""
        kept = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(kept, self.private, algorithm="ES256", headers=dict(header))


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
