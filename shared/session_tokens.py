"""Our own session token: what a customer's browser shows after redeeming a PIN (RFC 7519, RS256)."""

import re
import secrets
from dataclasses import dataclass
from typing import NewType

import jwt

from shared.errors import SessionExpired, SessionInvalid
from shared.ids import CallId, ParticipantId, as_call_id, as_participant_id
from shared.instants import Instant
from shared.signing_keys import KeyRing, SigningKey

ISSUER = "assisted-chat"
AUDIENCE = "assisted-chat-session"
ROLE = "customer"
ALGORITHM = "RS256"
MAX_LIFE_SECONDS = 600
MAX_CHARACTERS = 4096
_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
"""RFC 7515, 7.1: base64url without padding; PyJWT alone would let padding pass."""

UnverifiedToken = NewType("UnverifiedToken", str)
"""What came in; nothing may be believed of it."""


@dataclass(frozen=True, slots=True)
class SessionClaims:
    """What a verified token says. Only `verify` makes one from a token."""

    participant_id: ParticipantId
    call_id: CallId
    issued_at: int
    """Seconds since the epoch (RFC 7519 NumericDate)."""
    expires_at: int
    """Seconds since the epoch."""

    def half_spent(self, now: Instant) -> bool:
        """Less than half of the token's life is left."""
        return now / 1000 > (self.issued_at + self.expires_at) / 2


def mint(keys: KeyRing, call_id: CallId, participant_id: ParticipantId, life_seconds: int, now: Instant) -> str:
    """A token for this participant of this call, signed by the newest key."""
    issued = now // 1000
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": participant_id,
        "jti": secrets.token_urlsafe(16),
        "call_id": call_id,
        "role": ROLE,
        "iat": issued,
        "exp": issued + life_seconds,
    }
    key = keys.newest
    return jwt.encode(claims, key.private, algorithm=ALGORITHM, headers={"kid": key.kid, "typ": "JWT"})


def verify(keys: KeyRing, token: UnverifiedToken, now: Instant) -> SessionClaims:
    """The claims of a token of ours. Raises SessionInvalid, or SessionExpired when only its time is over."""
    key = _key_of(keys, token)
    try:
        claims = jwt.decode(
            token,
            key.public,
            algorithms=[ALGORITHM],
            audience=AUDIENCE,
            issuer=ISSUER,
            options={
                "require": ["iss", "aud", "sub", "jti", "iat", "exp"],
                "verify_signature": True,
                "verify_aud": True,
                "verify_iss": True,
                "strict_aud": True,
                # Time is judged below, by the moment that was passed in.
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
            },
        )
    except (jwt.PyJWTError, ValueError, RecursionError):
        raise SessionInvalid from None
    return _claims(claims, now)


def _key_of(keys: KeyRing, token: UnverifiedToken) -> SigningKey:
    if len(token) > MAX_CHARACTERS or not _COMPACT.fullmatch(token):
        raise SessionInvalid
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, RecursionError):
        raise SessionInvalid from None
    kid = header.get("kid")
    key = keys.by_kid(kid) if isinstance(kid, str) else None
    if key is None or header.get("typ") != "JWT" or header.get("alg") != ALGORITHM or "crit" in header:
        raise SessionInvalid
    return key


def _claims(claims: dict[str, object], now: Instant) -> SessionClaims:
    subject, call, issued, expires = (claims.get(name) for name in ("sub", "call_id", "iat", "exp"))
    if not isinstance(subject, str) or not isinstance(call, str) or claims.get("role") != ROLE:
        raise SessionInvalid
    if type(issued) is not int or type(expires) is not int or not 0 < expires - issued <= MAX_LIFE_SECONDS:
        raise SessionInvalid
    participant_id, call_id = as_participant_id(subject), as_call_id(call)
    if participant_id is None or call_id is None or issued * 1000 > now + 1000:
        raise SessionInvalid
    if expires * 1000 <= now:
        raise SessionExpired
    return SessionClaims(participant_id, call_id, issued, expires)
