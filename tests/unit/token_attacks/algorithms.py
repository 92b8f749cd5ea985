"""Another algorithm than the one that is pinned, by name, by signature, or both."""

import json
from collections.abc import Callable, Iterator

from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256, SHA512
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from shared.public_jwk import required_members
from tests.unit import token_kinds as made
from tests.unit.token_attacks.changes import (
    Named,
    but,
    with_header,
    without,
)
from tests.unit.token_kinds import Kind, Sign, es, hs, rs


def algorithms() -> Named:
    for word in ("none", "None", "NONE", "nOnE", "", "rs256", "es256", "RS256 ", "\uff32\uff33256", "HS256", "EdDSA"):
        yield (
            f"alg {word!r}, no signature",
            lambda kind, word=word: kind.token(header=but(kind.header, alg=word), sign=lambda _: b"").rstrip("."),
        )
        yield f"alg {word!r}, signed", with_header(alg=word)
    for value in (None, 1, True, ["RS256"], ["ES256"], {"RS256": 1}):
        yield f"alg {value!r}", with_header(alg=value)
    yield "no alg", lambda kind: kind.token(header=without(kind.header, "alg"))
    for name, secret in _secrets():
        yield (
            f"HS256 by {name}",
            lambda kind, secret=secret: kind.token(header=but(kind.header, alg="HS256"), sign=hs(secret(kind))),
        )
        yield f"HMAC by {name}, called by the right name", lambda kind, secret=secret: kind.token(sign=hs(secret(kind)))
    yield "RS512", lambda kind: kind.token(but(kind.header, alg="RS512"), sign=rs(made.STRANGER, SHA512()))
    yield "PS256", lambda kind: kind.token(but(kind.header, alg="PS256"), sign=_pss(kind))
    yield "PSS called by the right name", lambda kind: kind.token(sign=_pss(kind))
    yield (
        "another digest under the right name",
        lambda kind: kind.token(
            sign=rs(kind.private, SHA512()) if isinstance(kind.private, RSAPrivateKey) else es(kind.private, SHA512())
        ),
    )
    yield (
        "the other family's signature under the right name",
        lambda kind: kind.token(
            sign=es(made.BROWSER) if isinstance(kind.private, RSAPrivateKey) else rs(made.STRANGER)
        ),
    )
    yield (
        "the other family's signature and name",
        lambda kind: (
            kind.token(but(kind.header, alg="ES256"), sign=es(made.BROWSER))
            if isinstance(kind.private, RSAPrivateKey)
            else kind.token(but(kind.header, alg="RS256"), sign=rs(made.STRANGER))
        ),
    )


def _secrets() -> Iterator[tuple[str, Callable[[Kind], bytes]]]:
    """What an attacker knows and a careless verifier takes for a shared secret (CVE-2016-10555, CVE-2019-20933)."""
    info = PublicFormat.SubjectPublicKeyInfo
    yield "nothing", lambda _: b""
    yield "a blank", lambda _: b" "
    yield "the public key's PEM", lambda kind: kind.private.public_key().public_bytes(Encoding.PEM, info)
    yield "its PEM, stripped", lambda kind: kind.private.public_key().public_bytes(Encoding.PEM, info).strip()
    yield "its DER", lambda kind: kind.private.public_key().public_bytes(Encoding.DER, info)
    yield "its JWK", lambda kind: json.dumps(required_members(kind.private.public_key())).encode()


def _pss(kind: Kind) -> Sign:
    key = kind.private if isinstance(kind.private, RSAPrivateKey) else made.STRANGER
    return lambda message: key.sign(message, PSS(MGF1(SHA256()), 32), SHA256())
