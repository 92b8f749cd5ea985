"""The one reader of compact JWTs (RFC 7519; RFC 8725 for what is checked and why). PyJWT judges the signature;
everything that a library would let pass is refused before: it takes padded base64url, names that stand twice, tokens
without a key's name or an end, times that are not whole numbers.

Rules name what differs between kinds of token. The key is chosen by purpose between `read` and `verify`.
"""

import json
import math
import re
from dataclasses import dataclass
from typing import Literal, NewType, NoReturn, cast

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from shared import base64url
from shared.instants import Instant
from shared.json_values import Json, JsonObject

Algorithm = Literal["RS256", "ES256"]
PublicKey = RSAPublicKey | EllipticCurvePublicKey
UnverifiedToken = NewType("UnverifiedToken", str)
"""What came in; nothing may be believed of it."""
Reason = Literal[
    "malformed", "header", "signature", "issuer", "audience", "claims", "too_early", "too_old", "expired",
    "unknown_key", "expired_key", "own_key",
]  # fmt: skip
"""The last three are said by whoever chooses the key between `read` and `verify`."""

MAX_NUMBER_DIGITS = 17
"""Nobody needs more; a parser given millions of digits would be busy for long."""
MAX_TEXT = 128
"""Characters of a name within a token: `sub`, `jti`, `kid`."""
_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
"""RFC 7515, 7.1: three parts of base64url without padding."""


class TokenRefused(Exception):  # noqa: N818 (a refusal is an answer, not a fault)
    """The token is not what its rules want; `reason` may be told to administrators, never to whoever sent it."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class TokenRules:
    """What one kind of token must be like. Seconds throughout."""

    algorithms: frozenset[Algorithm]
    types: frozenset[str | None]
    """Values of `typ` that are taken, as they stand; None lets it be absent."""
    header_names: frozenset[str]
    """No other name may stand in the header (RFC 8725, 3.10: `jku`, `x5u`, `jwk` are not looked at, nor let by)."""
    required: frozenset[str]
    issuer: str | None = None
    audience: str | None = None
    max_characters: int = 8192
    max_life_seconds: int | None = None
    """From `iat` to `exp`, where both are required."""
    max_age_seconds: int | None = None
    """How long ago `iat` may be."""
    ahead_seconds: int = 0
    """How far `iat` and `nbf` may lie ahead of our clock."""
    leeway_seconds: int = 0
    """For how long after `exp` a token is still taken."""


@dataclass(frozen=True, slots=True)
class ReadToken:
    """A token whose form is right. By its header a key may be looked up; nothing else of it may be believed."""

    text: UnverifiedToken
    header: JsonObject
    claims: JsonObject

    @property
    def kid(self) -> str | None:
        """The name of the key, where the header gives one."""
        kid = self.header.get("kid")
        return kid if isinstance(kid, str) else None


def read(token: UnverifiedToken, rules: TokenRules) -> ReadToken:
    """Take the token apart. Raises TokenRefused "malformed" or "header"."""
    if len(token) > rules.max_characters or not _COMPACT.fullmatch(token):
        raise TokenRefused("malformed")
    head, body, signature = token.split(".")
    header, claims, _ = _object(_canonical(head)), _object(_canonical(body)), _canonical(signature)
    algorithm, kind, kid = header.get("alg"), header.get("typ"), header.get("kid", "unnamed")
    if not isinstance(algorithm, str) or algorithm not in rules.algorithms or not header.keys() <= rules.header_names:
        raise TokenRefused("header")
    typed = isinstance(kind, str) or "typ" not in header
    if not typed or kind not in rules.types or not is_name(kid):
        raise TokenRefused("header")
    return ReadToken(token, header, claims)


def verify(token: ReadToken, key: PublicKey, rules: TokenRules, now: Instant) -> JsonObject:
    """The claims, once signature, issuer, audience and times are right. Raises TokenRefused."""
    try:
        jwt.decode(
            token.text,
            key,
            algorithms=sorted(rules.algorithms),
            audience=rules.audience,
            issuer=rules.issuer,
            options={
                "require": sorted(rules.required),
                "verify_signature": True,
                "enforce_minimum_key_length": True,
                "verify_aud": rules.audience is not None,
                "verify_iss": rules.issuer is not None,
                "strict_aud": rules.audience is not None,
                # Of another kind than text they are judged below, and time by the moment that was passed in.
                "verify_sub": False,
                "verify_jti": False,
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
            },
        )
    except jwt.InvalidIssuerError:
        raise TokenRefused("issuer") from None
    except jwt.InvalidAudienceError:
        raise TokenRefused("audience") from None
    except jwt.MissingRequiredClaimError:
        raise TokenRefused("claims") from None
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError):
        raise TokenRefused("signature") from None
    if not all(is_name(token.claims.get(name)) for name in ("sub", "jti") if name in rules.required):
        raise TokenRefused("claims")
    _judge_times(token.claims, rules, now)
    return token.claims


def _judge_times(claims: JsonObject, rules: TokenRules, now: Instant) -> None:
    """RFC 7519, 4.1.4 to 4.1.6, with whole numbers alone. "expired" is told last: everything else was right."""
    times: dict[str, int] = {}
    for name in ("iat", "nbf", "exp"):
        value = claims.get(name)
        if type(value) is int and value >= 0:
            times[name] = value
        elif name in claims:
            raise TokenRefused("claims")
    issued, expires = times.get("iat"), times.get("exp")
    if issued is not None and expires is not None:
        life = expires - issued
        if life <= 0 or (rules.max_life_seconds is not None and life > rules.max_life_seconds):
            raise TokenRefused("claims")
    if any(times[name] * 1000 > now + rules.ahead_seconds * 1000 for name in ("iat", "nbf") if name in times):
        raise TokenRefused("too_early")
    if rules.max_age_seconds is not None and issued is not None and now > (issued + rules.max_age_seconds) * 1000:
        raise TokenRefused("too_old")
    if expires is not None and (expires + rules.leeway_seconds) * 1000 <= now:
        raise TokenRefused("expired")


def is_name(value: object) -> bool:
    """Whether it is a text that may name a person, a token or a key: short, and of characters that can be shown."""
    return isinstance(value, str) and 1 <= len(value) <= MAX_TEXT and value.isprintable()


def json_object(raw: bytes) -> JsonObject:
    """As `json_value`, for one object. Raises TypeError for anything else."""
    found = json_value(raw)
    if not isinstance(found, dict):
        raise TypeError("not an object")
    return found


def json_value(raw: bytes) -> Json:
    """JSON in UTF-8 as I-JSON has it (RFC 7493): no name twice, no NaN, no endless number, no half a character.

    Raises ValueError, RecursionError.
    """
    found = json.loads(
        raw.decode("utf-8"),
        object_pairs_hook=_unique,
        parse_constant=_no_constant,
        parse_int=_short_integer,
        parse_float=_finite,
    )
    # Escapes can spell half of a surrogate pair, which nothing could store, hash or send: UnicodeEncodeError.
    json.dumps(found, ensure_ascii=False).encode()
    return cast("Json", found)


def _object(raw: bytes) -> JsonObject:
    try:
        return json_object(raw)
    except (ValueError, TypeError, RecursionError):
        raise TokenRefused("malformed") from None


def _canonical(part: str) -> bytes:
    try:
        return base64url.decode(part)
    except ValueError:
        raise TokenRefused("malformed") from None


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name stands twice")
    return made


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _short_integer(digits: str) -> int:
    if len(digits) > MAX_NUMBER_DIGITS:
        raise ValueError("too many digits")
    return int(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError("too large a number")
    return number
