"""Our own session token: what a customer's browser shows after redeeming a PIN (RFC 7519, RS256)."""

import re
import secrets
from dataclasses import dataclass

import jwt

from shared.errors import SessionExpired, SessionInvalid
from shared.ids import CallId, ParticipantId, as_call_id, as_participant_id
from shared.instants import Instant
from shared.json_values import Json, JsonObject
from shared.signing_keys import KeyRing
from shared.strict_jwt import Algorithm, TokenRefused, TokenRules, UnverifiedToken
from shared.strict_jwt import read as read_token
from shared.strict_jwt import verify as verify_token

ISSUER = "assisted-chat"
AUDIENCE = "assisted-chat-session"
ROLE = "customer"
ALGORITHM: Algorithm = "RS256"
MAX_LIFE_SECONDS = 600
CLOCKS_SECONDS = 300
"""How far ahead another instance's clock may be whose token this one judges; what it signed is ours all the same."""
RULES = TokenRules(
    algorithms=frozenset({ALGORITHM}),
    types=frozenset({"JWT"}),
    header_names=frozenset({"alg", "kid", "typ"}),
    required=frozenset({"iss", "aud", "sub", "jti", "iat", "exp"}),
    issuer=ISSUER,
    audience=AUDIENCE,
    max_characters=4096,
    max_life_seconds=MAX_LIFE_SECONDS,
    ahead_seconds=CLOCKS_SECONDS,
)
_THUMBPRINT = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class SessionClaims:
    """What a verified token says. Only `verify` makes one from a token."""

    participant_id: ParticipantId
    call_id: CallId
    issued_at: int
    """Seconds since the epoch (RFC 7519 NumericDate)."""
    expires_at: int
    """Seconds since the epoch."""
    key_thumbprint: str | None = None
    """The key that every request with this token must prove (RFC 9449, 6.1); None: whoever has it may use it."""

    def half_spent(self, now: Instant) -> bool:
        """Less than half of the token's life is left."""
        return now / 1000 > (self.issued_at + self.expires_at) / 2


def mint(
    keys: KeyRing,
    call_id: CallId,
    participant_id: ParticipantId,
    life_seconds: int,
    now: Instant,
    *,
    key_thumbprint: str | None,
) -> str:
    """A token for this participant of this call, signed by the newest key; bound to the browser's key if it has one."""
    issued = now // 1000
    claims: dict[str, Json] = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": participant_id,
        "jti": secrets.token_urlsafe(16),
        "call_id": call_id,
        "role": ROLE,
        "iat": issued,
        "exp": issued + life_seconds,
    }
    if key_thumbprint is not None:
        claims["cnf"] = {"jkt": key_thumbprint}
    key = keys.newest
    return jwt.encode(claims, key.private, algorithm=ALGORITHM, headers={"kid": key.kid, "typ": "JWT"})


def verify(keys: KeyRing, token: UnverifiedToken, now: Instant) -> SessionClaims:
    """The claims of a token of ours. Raises SessionInvalid, or SessionExpired when only its time is over."""
    try:
        read = read_token(token, RULES)
        key = keys.by_kid(read.kid) if read.kid else None
        if key is None:
            raise SessionInvalid
        return _claims(verify_token(read, key.public, RULES, now))
    except TokenRefused as refused:
        # Told apart only once everything else of it was right.
        if refused.reason == "expired" and _is_ours(read.claims):
            raise SessionExpired from None
        raise SessionInvalid from None


def _is_ours(claims: JsonObject) -> bool:
    try:
        _claims(claims)
    except SessionInvalid:
        return False
    return True


def _claims(claims: JsonObject) -> SessionClaims:
    subject, call, issued, expires = (claims.get(name) for name in ("sub", "call_id", "iat", "exp"))
    if not isinstance(subject, str) or not isinstance(call, str) or claims.get("role") != ROLE:
        raise SessionInvalid
    participant_id, call_id = as_participant_id(subject), as_call_id(call)
    if participant_id is None or call_id is None or not isinstance(issued, int) or not isinstance(expires, int):
        raise SessionInvalid
    return SessionClaims(participant_id, call_id, issued, expires, _thumbprint(claims))


def _thumbprint(claims: JsonObject) -> str | None:
    """A `cnf` that is there names a key, and by `jkt` alone: what is not understood must not unbind the token."""
    if "cnf" not in claims:
        return None
    confirmation = claims["cnf"]
    if not isinstance(confirmation, dict) or confirmation.keys() != {"jkt"}:
        raise SessionInvalid
    thumbprint = confirmation["jkt"]
    if not isinstance(thumbprint, str) or not _THUMBPRINT.fullmatch(thumbprint):
        raise SessionInvalid
    return thumbprint
