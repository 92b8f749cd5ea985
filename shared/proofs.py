"""Proofs that a request comes from the browser that holds a key: DPoP (RFC 9449), with ES256 alone.

The browser makes a key that nobody can take out of it, and signs each request's method, address and time with it.
A stolen session token, or anything else that can be copied, is then worth nothing.
"""

import hashlib
import hmac
from dataclasses import dataclass
from urllib.parse import urlsplit

from shared import base64url
from shared.errors import ProofInvalid, ProofUntimely
from shared.instants import Instant
from shared.json_values import Json
from shared.public_jwk import read_jwk, thumbprint_of
from shared.strict_jwt import PublicKey, TokenRefused, TokenRules, UnverifiedToken, read, verify

WINDOW_SECONDS = 330
"""How far a proof's time may be from ours, to either side: five minutes by which clocks of instances or customers may
be wrong, and some. Whoever's is wrong by more learns ours by the refusal. A proof is used once, so width costs little.
"""
RULES = TokenRules(
    algorithms=frozenset({"ES256"}),
    types=frozenset({"dpop+jwt"}),
    header_names=frozenset({"alg", "jwk", "typ"}),
    required=frozenset({"jti", "htm", "htu", "iat"}),
    max_characters=2048,
    max_age_seconds=WINDOW_SECONDS,
    ahead_seconds=WINDOW_SECONDS,
)
_HINTS = frozenset({"alg", "ext", "key_ops", "kid", "use"})
"""What browsers and libraries write into a public JWK besides the key; nothing is concluded from it."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a proof must have been made for; `token` is the session token that comes with it, if one does."""

    method: str
    uri: str
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof that holds. Whether it was used before is for `shared.used_proofs` to say."""

    key_thumbprint: str
    """RFC 7638, SHA-256, base64url: 43 characters."""
    jti: str

    @property
    def document_id(self) -> str:
        """Under which its use is remembered."""
        return "proof_" + hashlib.sha256(f"{self.key_thumbprint}|{self.jti}".encode()).hexdigest()


def verify_proof(text: str, request: Request, now: Instant) -> Proof:
    """Raises ProofInvalid, or ProofUntimely when nothing but its time is wrong (RFC 9449, 4.3)."""
    try:
        token = read(UnverifiedToken(text), RULES)
        public = _public_key(token.header["jwk"]) if "jwk" in token.header else None
        if public is None:
            raise ProofInvalid
        untimely = False
        try:
            verify(token, public, RULES, now)
        except TokenRefused as refused:
            untimely = refused.reason in {"too_early", "too_old"}
            if not untimely:
                raise
    except TokenRefused:
        raise ProofInvalid from None
    claims = token.claims
    made_for, asked = _plain(claims["htu"]), _plain(request.uri)
    if claims["htm"] != request.method or made_for is None or made_for != asked:
        raise ProofInvalid
    if request.token is not None and not _same(claims.get("ath"), access_token_hash(request.token)):
        raise ProofInvalid
    if untimely:
        raise ProofUntimely(now)
    return Proof(thumbprint_of(public), str(claims["jti"]))


def access_token_hash(token: str) -> str:
    """`ath` (RFC 9449, 4.2): which token the proof is made for."""
    return base64url.encode(hashlib.sha256(token.encode()).digest())


def _same(offered: Json, expected: str) -> bool:
    return isinstance(offered, str) and hmac.compare_digest(offered.encode(), expected.encode())


def _public_key(jwk: Json) -> PublicKey:
    """A point on P-256 (RFC 7518, 6.2.1). Raises ProofInvalid; for a private key as well."""
    if not isinstance(jwk, dict) or not {"kty", "crv", "x", "y"} <= jwk.keys() <= {"kty", "crv", "x", "y"} | _HINTS:
        raise ProofInvalid
    if (jwk["kty"], jwk["crv"]) != ("EC", "P-256"):
        raise ProofInvalid
    try:
        return read_jwk(jwk)
    except ValueError:
        raise ProofInvalid from None


def _plain(uri: Json) -> str | None:
    """RFC 9449, 4.3: query and fragment are not looked at; host and scheme in small letters, without the usual port."""
    if not isinstance(uri, str):
        return None
    try:
        parts = urlsplit(uri)
        port = parts.port
    except ValueError:
        return None
    usual = {"https": 443, "http": 80}.get(parts.scheme.lower())
    place = (parts.hostname or "") + ("" if port in {None, usual} else f":{port}")
    return f"{parts.scheme.lower()}://{place}{parts.path}"
