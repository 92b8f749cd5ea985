"""Signatures that are none, or another's."""

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256

from tests.unit import token_kinds as made
from tests.unit.token_attacks.changes import Named, but, stranger_of, with_signature
from tests.unit.token_kinds import compact, es, rs


def signatures() -> Named:
    for name, change in {
        "all zeros": lambda raw: bytes(len(raw)),
        "r = s = 0 (CVE-2022-21449)": lambda _: bytes(64),
        "one byte short": lambda raw: raw[:-1],
        "one byte more": lambda raw: raw + b"\0",
        "a zero before": lambda raw: b"\0" + raw,
        "one bit turned": lambda raw: bytes([raw[0] ^ 1]) + raw[1:],
        "all ones": lambda raw: b"\xff" * len(raw),
        "one byte": lambda _: b"\0",
        "kilobytes": lambda raw: raw * 6,
    }.items():
        yield f"signature: {name}", with_signature(change)
    yield "a stranger's signature", lambda kind: kind.token(sign=stranger_of(kind))
    yield "another curve", lambda kind: kind.token(sign=es(ec.generate_private_key(ec.SECP384R1())))
    yield "secp256k1", lambda kind: kind.token(sign=es(ec.generate_private_key(ec.SECP256K1())))
    yield "ECDSA as DER", lambda kind: kind.token(sign=lambda raw: made.BROWSER.sign(raw, ec.ECDSA(SHA256())))
    yield (
        "another token's signature",
        lambda kind: (
            kind.token().rpartition(".")[0] + "." + kind.token(claims=but(kind.claims, x=1)).rpartition(".")[2]
        ),
    )
    yield (
        "another token's header",
        lambda kind: (
            compact(but(kind.header, x=1), kind.claims, kind.sign).split(".")[0]
            + kind.token()[kind.token().index(".") :]
        ),
    )
    yield (
        "another key of the same owner",
        lambda kind: kind.token(
            sign=es(made.STRANGER_ON_CURVE)
            if not isinstance(kind.private, RSAPrivateKey)
            else rs(made.BANKS_OTHER if kind.private is made.BANK else made.OURS_BEFORE.private)
        ),
    )
    for other in made.KINDS:
        yield (
            f"a {other.name} token's claims and key where that is another",
            lambda kind, other=other: kind.token(sign=lambda _: b"x") if other is kind else other.token(),
        )
