"""The bank's own word on who a customer is: a JWT of its sign-in, under the trust that an administrator set up.

Judged by the same reader as our own tokens (`shared.strict_jwt`); only the rules differ. Nothing that is ours may pass
as foreign: not our issuer, not our hosts, not our keys.
"""

import hashlib
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from shared import session_tokens
from shared.instants import Instant
from shared.json_values import JsonObject
from shared.key_documents import KeyFormat, KeySet, VerificationKey
from shared.public_jwk import thumbprint_of
from shared.strict_jwt import Algorithm, ReadToken, TokenRefused, TokenRules, UnverifiedToken, read, verify

MAX_AGE_SECONDS = 300
"""A page asks for its customer's token when the customer needs help, not when they signed in."""
LEEWAY_SECONDS = 30
"""The bank's clock is not ours; for our own tokens there is none."""
MAX_LIFE_SECONDS = 3600
NEVER_A_SIGN_IN = frozenset({"at+jwt", "dpop+jwt", "logout+jwt", "secevent+jwt"})
"""Tokens made for something else (RFC 9068, 2.1; RFC 9449, 4.2; OpenID Connect Back-Channel Logout, 2.4; RFC 8417)."""
_HEADER_NAMES = frozenset({"alg", "kid", "typ", "x5t", "x5t#S256"})
"""Directories write the certificate's thumbprints beside `kid`; a hash brings no key with it, and is not looked at."""
_KEY_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?(/[!-~]*)?")
_AUDIENCE_FOR = frozenset({"jwks"})
"""Documents whose keys sign for others as well; a lone PEM or a list was made for this purpose."""


@dataclass(frozen=True, slots=True)
class Ours:
    """What is ours, and so can never be foreign."""

    hosts: frozenset[str] = frozenset()
    """Names by which we are reached, without ports."""
    thumbprints: frozenset[str] = frozenset()
    """Of every key that signs for us, of whatever purpose (RFC 7638)."""


@dataclass(frozen=True, slots=True)
class AuthSetting:
    """How one sign-in of the bank's is trusted. Raises ValueError, `field: what is needed`."""

    issuer: str
    key_address: str
    key_format: KeyFormat
    audience: str | None = None
    algorithm: Algorithm = "RS256"
    types: frozenset[str | None] = frozenset({"JWT", None})
    """Values of `typ` that are taken; None lets it be absent."""
    max_life_seconds: int = MAX_LIFE_SECONDS
    ignores_kid: bool = False
    """Tokens name a key, and the one PEM has no name: whatever they say, it is that key."""
    ours: Ours = field(default_factory=Ours)

    def __post_init__(self) -> None:
        if not self.issuer or not self.issuer.isprintable():
            raise ValueError("issuer: needed, as the tokens say it in iss")
        if self.issuer.casefold() == session_tokens.ISSUER or _host(self.issuer) in self.ours.hosts:
            raise ValueError("issuer: that is this service itself")
        if not _KEY_ADDRESS.fullmatch(self.key_address):
            raise ValueError("key_address: an https address is needed, without user or blanks")
        if _host(self.key_address) in self.ours.hosts:
            raise ValueError("key_address: that is this service itself")
        if not self.audience and (self.audience is not None or self.key_format in _AUDIENCE_FOR):
            raise ValueError("audience: needed, as the tokens say it in aud, for keys that sign for others as well")
        if not self.types or any(_media_type(kind) in NEVER_A_SIGN_IN for kind in self.types if kind is not None):
            raise ValueError("types: a token of that type says nothing of who has signed in")
        if not 1 <= self.max_life_seconds <= MAX_LIFE_SECONDS:
            raise ValueError(f"max_life_seconds: 1 to {MAX_LIFE_SECONDS}")
        if self.ignores_kid and self.key_format != "pem":
            raise ValueError("ignores_kid: only for one PEM, which has no name")

    @property
    def rules(self) -> TokenRules:
        """As the reader of tokens wants them."""
        audience = set() if self.audience is None else {"aud"}
        return TokenRules(
            algorithms=frozenset({self.algorithm}),
            types=self.types,
            header_names=_HEADER_NAMES,
            required=frozenset({"iss", "sub", "iat", "exp"} | audience),
            issuer=self.issuer,
            audience=self.audience,
            max_life_seconds=self.max_life_seconds,
            max_age_seconds=MAX_AGE_SECONDS,
            ahead_seconds=LEEWAY_SECONDS,
            leeway_seconds=LEEWAY_SECONDS,
        )


@dataclass(frozen=True, slots=True)
class ForeignClaims:
    """What a verified token says. Only `verify_foreign` makes one."""

    subject: str
    """Whom the bank calls so: 1 to 128 characters that can be shown."""
    issued_at: int
    """Seconds since the epoch."""
    expires_at: int
    """Seconds since the epoch."""
    contexts: str | None
    """`lwicontexts` as it stands: JSON in a string, not yet read."""
    use_id: str
    """What to remember so that the token serves one participation; the same however the signature is spelt."""
    forget_at: Instant
    """From when on the token is refused by its time, and its use need not be remembered."""


def verify_foreign(token: UnverifiedToken, setting: AuthSetting, keys: KeySet, now: Instant) -> ForeignClaims:
    """The claims, if the token is what the setting trusts. Raises TokenRefused; its reason is for administrators.

    That the token is shown for the first time is not known here: whoever calls remembers `use_id` until `forget_at`.
    """
    rules = setting.rules
    found = read(token, rules)
    key = _key(found, setting, keys, now)
    return _claims(found, verify(found, key.public, rules, now))


def _key(token: ReadToken, setting: AuthSetting, keys: KeySet, now: Instant) -> VerificationKey:
    key = keys.find(None if setting.ignores_kid else token.kid)
    if key is None:
        raise TokenRefused("unknown_key")
    if thumbprint_of(key.public) in setting.ours.thumbprints:
        raise TokenRefused("own_key")
    if key.expires_at is not None and key.expires_at <= now:
        raise TokenRefused("expired_key")
    return key


def _claims(token: ReadToken, claims: JsonObject) -> ForeignClaims:
    subject, issued, expires, contexts = (claims.get(name) for name in ("sub", "iat", "exp", "lwicontexts"))
    if not isinstance(subject, str) or not isinstance(issued, int) or not isinstance(expires, int):
        raise TokenRefused("claims")
    if contexts is not None and not isinstance(contexts, str):
        raise TokenRefused("claims")
    signed = token.text.rpartition(".")[0]
    use_id = "foreign_" + hashlib.sha256(signed.encode()).hexdigest()
    last = min(issued + MAX_AGE_SECONDS, expires + LEEWAY_SECONDS)
    return ForeignClaims(subject, issued, expires, contexts, use_id, Instant(last * 1000 + 1))


def _media_type(kind: str) -> str:
    """RFC 7515, 4.1.9: `application/` may be left out; media types have no case."""
    return kind.lower().removeprefix("application/")


def _host(place: str) -> str:
    """The host in an address, or in the bare name that some issuers are."""
    try:
        name = urlsplit(place if "://" in place else f"https://{place}").hostname or ""
    except ValueError:
        return ""
    return name.rstrip(".")
