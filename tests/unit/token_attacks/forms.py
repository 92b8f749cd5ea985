"""The same token spelt otherwise, and JSON that another reader would read otherwise."""

import json
from collections.abc import Callable

from tests.unit.token_attacks.changes import (
    Named,
    but,
    claims_as,
    header_as,
    spelt,
)
from tests.unit.token_kinds import Kind, part


def spellings() -> Named:
    for name, change in {
        "nothing": lambda _: "",
        "one part": lambda token: token.split(".")[0],
        "two parts": lambda token: token.rpartition(".")[0],
        "no signature": lambda token: token.rpartition(".")[0] + ".",
        "no claims": lambda token: "..".join(token.split(".")[::2]),
        "no header": lambda token: token[token.index(".") :],
        "four parts": lambda token: token + ".x",
        "five parts, as JWE": lambda token: token + ".x.x",
        "padding": lambda token: token + "=",
        "padding twice": lambda token: token + "==",
        "padding in the header": lambda token: token.replace(".", "=.", 1),
        "padding, percent-encoded": lambda token: token + "%3D",
        "a blank before": lambda token: " " + token,
        "a blank after": lambda token: token + " ",
        "a line feed after": lambda token: token + "\n",
        "a line feed inside": lambda token: token[:9] + "\n" + token[9:],
        "a NUL after": lambda token: token + "\0",
        "a comma and another": lambda token: f"{token},{token}",
        "the other alphabet": lambda token: token.replace("-", "+").replace("_", "/") + "+",
        "a Cyrillic letter": lambda token: token.replace("e", "е", 1),  # noqa: RUF001
        "a letter beyond ASCII": lambda token: "ž" + token,
        "half a character": lambda token: token + "\ud800",
        "full-width dots": lambda token: token.replace(".", "．"),  # noqa: RUF001
        "scheme and all": lambda token: "Bearer " + token,
        "quotes around": lambda token: f'"{token}"',
        "JWS in JSON": lambda token: json.dumps(
            dict(zip(("protected", "payload", "signature"), token.split("."), strict=True))
        ),
        "a megabyte of letters": lambda _: "x" * 2**20,
        "a megabyte of dots": lambda _: "." * 2**20,
        "a megabyte behind it": lambda token: token + "A" * 2**20,
    }.items():
        yield name, spelt(change)
    yield "a megabyte of claims", lambda kind: kind.token(claims=but(kind.claims, x="y" * 2**20))
    yield "a header too long", lambda kind: kind.token(header=json.dumps(kind.header).encode() + b" " * 9000)
    yield "spare bits in the header", _spare_bits
    yield "spare bits in the signature", spelt(lambda token: token[:-1] + chr(ord(token[-1]) + 1))


def _spare_bits(kind: Kind) -> str:
    """The same bytes, spelt otherwise (RFC 4648, 3.5): the header's last letter, signed as it stands."""
    header = json.dumps(kind.header).encode()
    header += b" " * (-len(header) % 3 or 3)
    header = header[:-1]
    head = part(header)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    signed = f"{head[:-1]}{letters[letters.index(head[-1]) + 1]}.{part(json.dumps(kind.claims).encode())}"
    return f"{signed}.{part(kind.sign(signed.encode()))}"


def json_forms() -> Named:
    changes: dict[str, Callable[[bytes], bytes]] = {
        "UTF-16": lambda raw: raw.decode().encode("utf-16"),
        "UTF-16 without a mark": lambda raw: raw.decode().encode("utf-16-le"),
        "UTF-32": lambda raw: raw.decode().encode("utf-32"),
        "a byte order mark": lambda raw: b"\xef\xbb\xbf" + raw,
        "Latin-1": lambda raw: raw.replace(b"{", '{"ž":"é",'.encode("iso-8859-2"), 1),
        "an overlong letter": lambda raw: raw.replace(b"{", b'{"\xc0\xaf":1,', 1),
        "something behind": lambda raw: raw + b"x",
        "two objects": lambda raw: raw + raw,
        "a comment": lambda raw: raw + b"/**/",
        "single quotes": lambda raw: raw.replace(b'"', b"'"),
        "a comma too many": lambda raw: raw.replace(b"}", b",}"),
        "a NUL behind": lambda raw: raw + b"\0",
        "a list around": lambda raw: b"[" + raw + b"]",
        "null": lambda _: b"null",
        "true": lambda _: b"true",
        "a number": lambda _: b"1",
        "a text": lambda _: b'"{}"',
        "blanks": lambda _: b"  ",
        "random bytes": lambda _: b"\xff\xfe\x00",
        "deep lists": lambda _: b"[" * 1400,
        "deep objects": lambda _: b'{"a":' * 280,
        "deep lists in a name": lambda raw: (
            raw.replace(b"{", b'{"x":' + b"[" * 600 + b"]" * 600 + b",", 1) + b"[" * 100
        ),
        "endless digits": lambda raw: raw.replace(b"{", b'{"x":' + b"9" * 1200 + b",", 1),
        "NaN": lambda raw: raw.replace(b"{", b'{"x":NaN,', 1),
        "Infinity": lambda raw: raw.replace(b"{", b'{"x":Infinity,', 1),
        "minus Infinity": lambda raw: raw.replace(b"{", b'{"x":-Infinity,', 1),
        "1e999": lambda raw: raw.replace(b"{", b'{"x":1e999,', 1),
        "half a character": lambda raw: raw.replace(b"{", b'{"x":"\\ud800",', 1),
        "half a character as a name": lambda raw: raw.replace(b"{", b'{"\\udfff":1,', 1),
    }
    for name, change in changes.items():
        yield f"header: {name}", header_as(change)
        yield f"claims: {name}", claims_as(change)
    yield "alg twice", header_as(lambda raw: raw.replace(b"{", b'{"alg":"none",', 1))
    yield "alg twice, once in escapes", header_as(lambda raw: raw.replace(b"{", b'{"\\u0061lg":"none",', 1))
    yield "iat twice", claims_as(lambda raw: raw.replace(b"{", b'{"iat":1,', 1))
    yield "iat twice, once in escapes", claims_as(lambda raw: raw.replace(b"{", b'{"i\\u0061t":1,', 1))
    yield "a name twice, far inside", claims_as(lambda raw: raw.replace(b"{", b'{"x":[{"y":1,"y":2}],', 1))
