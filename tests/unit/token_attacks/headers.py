"""What the header says besides: keys of its own, other types, names of keys that are something else."""

import json
import zlib

from shared.public_jwk import required_members
from tests.unit import token_kinds as made
from tests.unit.token_attacks.changes import (
    Named,
    but,
    stranger_of,
    with_header,
    without,
    written,
)
from tests.unit.token_kinds import NOW


def headers() -> Named:
    stranger = required_members(made.STRANGER.public_key())
    for name, value in {
        "jku": "https://evil.example/jwks",
        "x5u": "https://evil.example/certificate",
        "x5c": ["MIIB"],
        "zip": "DEF",
        "cty": "JWT",
        "crit": [],
        "b64": False,
        "enc": "A128GCM",
        "p2c": 2**31,
        "nonce": "x",
        "": 1,
    }.items():
        yield f"{name} in the header", with_header(**{name: value})
    yield (
        "a key of its own",
        lambda kind: kind.token({**without(kind.header, "kid"), "jwk": stranger}, sign=stranger_of(kind)),
    )
    yield (
        "a key of its own beside kid",
        lambda kind: kind.token(but(kind.header, kid="x", jwk=stranger), sign=stranger_of(kind)),
    )
    yield "crit with what it names", with_header(crit=["exp"], exp=NOW)
    yield "unencoded payload (RFC 7797)", lambda kind: kind.token(but(kind.header, crit=["b64"], b64=False))
    yield (
        "compressed claims",
        lambda kind: kind.token(but(kind.header, zip="DEF"), zlib.compress(json.dumps(kind.claims).encode())),
    )
    for typ in ("at+jwt", "AT+JWT", "application/at+jwt", "logout+jwt", "JWS", "jwt ", "", None, 1, ["JWT"], "J\0WT"):
        yield f"typ {typ!r}", with_header(typ=typ)
    for other in made.KINDS:
        yield (
            f"typ of a {other.name} token where that is another",
            lambda kind, other=other: kind.token(
                but(kind.header, typ="at+jwt" if other.header["typ"] == kind.header["typ"] else other.header["typ"])
            ),
        )
    for kid in (None, 1, True, [], ["x"], {}, "", "x" * 129, "../../etc/passwd", "/dev/null", "' OR '1'='1",
                "x' UNION SELECT 'secret", "$(id)", "http://169.254.169.254/", "a\0b", "a\nb", "\u202ex"):  # fmt: skip
        yield f"kid {kid!r}", with_header(kid=kid)
    yield "kid with half a character", lambda kind: kind.token(written(but(kind.header, kid="?"), "?", '"\\ud800"'))
    yield "no header names at all", lambda kind: kind.token({})
