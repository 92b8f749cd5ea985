"""What a bank's key address may answer with, as the keys that verify signatures, and nothing else of it.

The format is the setting's word, never the token's. Three are known: a JWK Set (RFC 7517, section 5), one PEM, and
Dynamics 365's list of `{"kid", "publicKey", "expiry"}`. Nothing is fetched here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from shared import base64_strict
from shared.instants import Instant
from shared.json_values import Json, JsonObject
from shared.public_jwk import read_jwk
from shared.public_pem import PrivateKeyPublished, read_pem
from shared.strict_jwt import Algorithm, PublicKey, is_name, json_value

KeyFormat = Literal["jwks", "pem", "list"]
Fault = Literal["too_large", "malformed", "private_key", "duplicate_kid", "unnamed_key", "no_usable_key"]
MAX_BYTES = 64 * 1024
MAX_EXPIRY_SECONDS = 253_402_300_799
"""The last second of the year 9999; more was meant in milliseconds, and would never pass."""
_PRIVATE_MEMBERS = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"})
"""RFC 7518, 6.2.2, 6.3.2 and 6.4; `priv` is that of newer kinds of keys."""


class KeyDocumentRefused(Exception):  # noqa: N818 (a refusal is an answer, not a fault)
    """None of the document is taken; `reason` is for the administrator, who asks whoever publishes it."""

    def __init__(self, reason: Fault) -> None:
        super().__init__(reason)
        self.reason: Fault = reason


@dataclass(frozen=True, slots=True)
class VerificationKey:
    """A key that may verify; `expires_at` None where the document says nothing of an end."""

    kid: str | None
    public: PublicKey
    expires_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Unusable:
    """An entry that was passed over, and why: in words of ours, never of the document."""

    kid: str | None
    why: str


_Entry = VerificationKey | Unusable


@dataclass(frozen=True, slots=True)
class KeySet:
    """The keys of one document: either one that has no name, or each with a name of its own."""

    keys: tuple[VerificationKey, ...]
    unusable: tuple[Unusable, ...] = ()

    def find(self, kid: str | None) -> VerificationKey | None:
        """The key of that name; for None the one that has none."""
        return next((key for key in self.keys if key.kid == kid), None)


def read_keys(raw: bytes, form: KeyFormat, algorithm: Algorithm) -> KeySet:
    """The keys that may verify signatures of `algorithm`. Raises KeyDocumentRefused.

    Entries for other purposes, of kinds that nobody here knows, too weak or broken, are passed over
    (RFC 7517, section 5); a private key, two entries of one name or several without refuse the document.
    """
    if len(raw) > MAX_BYTES:
        raise KeyDocumentRefused("too_large")
    try:
        entries = list(_ENTRIES[form](raw))
    except PrivateKeyPublished:
        raise KeyDocumentRefused("private_key") from None
    except (ValueError, TypeError, RecursionError):
        raise KeyDocumentRefused("malformed") from None
    named = [entry.kid for entry in entries if entry.kid is not None]
    if len(set(named)) != len(named):
        raise KeyDocumentRefused("duplicate_kid")
    judged = [_fit(entry, algorithm) for entry in entries]
    keys = tuple(entry for entry in judged if isinstance(entry, VerificationKey))
    if not keys:
        raise KeyDocumentRefused("no_usable_key")
    if len(keys) > 1 and any(key.kid is None for key in keys):
        raise KeyDocumentRefused("unnamed_key")
    return KeySet(keys, tuple(entry for entry in judged if isinstance(entry, Unusable)))


def _fit(entry: _Entry, algorithm: Algorithm) -> _Entry:
    if isinstance(entry, VerificationKey) and _algorithm(entry.public) != algorithm:
        return Unusable(entry.kid, "for another algorithm")
    return entry


def _algorithm(public: PublicKey) -> Algorithm:
    """RFC 7518, 3.1: what a key of this kind verifies here."""
    return "RS256" if isinstance(public, RSAPublicKey) else "ES256"


def _pem(raw: bytes) -> Iterator[_Entry]:
    yield VerificationKey(None, read_pem(raw.decode("ascii")))


def _jwks(raw: bytes) -> Iterator[_Entry]:
    document = json_value(raw)
    for entry in _objects(document.get("keys") if isinstance(document, dict) else None):
        if entry.keys() & _PRIVATE_MEMBERS:
            raise PrivateKeyPublished("a private key")
        yield _jwk(entry)


def _jwk(entry: JsonObject) -> _Entry:
    kid = entry.get("kid")
    if "kid" in entry and not is_name(kid):
        return Unusable(None, "its kid is no name")
    name = kid if isinstance(kid, str) else None
    operations = entry.get("key_ops", ["verify"])
    if entry.get("use", "sig") != "sig" or not isinstance(operations, list) or "verify" not in operations:
        return Unusable(name, "for another use than verifying signatures")
    try:
        public = read_jwk(entry)
    except ValueError as error:
        return Unusable(name, str(error))
    if entry.get("alg", _algorithm(public)) != _algorithm(public):
        return Unusable(name, "for another algorithm")
    return VerificationKey(name, public)


def _list(raw: bytes) -> Iterator[_Entry]:
    document = json_value(raw)
    for entry in _objects(document):
        kid, pem, expiry = (entry.get(name) for name in ("kid", "publicKey", "expiry"))
        if not isinstance(kid, str) or not is_name(kid):
            yield Unusable(None, "its kid is no name")
        elif type(expiry) is not int or not 0 <= expiry <= MAX_EXPIRY_SECONDS:
            yield Unusable(kid, "its expiry is no number of seconds since 1970")
        else:
            yield _named_pem(kid, pem, Instant(expiry * 1000))


def _named_pem(kid: str, pem: Json, expires_at: Instant) -> _Entry:
    try:
        text = base64_strict.decode(pem if isinstance(pem, str) else "?").decode("ascii")
        return VerificationKey(kid, read_pem(text), expires_at)
    except PrivateKeyPublished:
        raise
    except ValueError as error:
        return Unusable(kid, str(error))


def _objects(entries: Json) -> Sequence[JsonObject]:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError("a list of objects is needed")
    return entries


_ENTRIES: Mapping[KeyFormat, Callable[[bytes], Iterator[_Entry]]] = {"jwks": _jwks, "pem": _pem, "list": _list}
