"""How a token that holds is changed into one that must not be let in."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from tests.unit.token_kinds import STRANGER, STRANGER_ON_CURVE, Kind, Sign, es, rs

Attack = Callable[[Kind], str]
Named = Iterator[tuple[str, Attack]]
_Fields = Mapping[str, Any]


def but(fields: _Fields, **changes: Any) -> dict[str, Any]:
    return {**fields, **changes}


def without(fields: _Fields, name: str) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key != name}


def written(fields: _Fields, before: str, after: str) -> bytes:
    """The JSON with `after` where a placeholder stands: what `json.dumps` would not write."""
    return json.dumps(fields).replace(json.dumps(before), after).encode()


def stranger_of(kind: Kind) -> Sign:
    return rs(STRANGER) if isinstance(kind.private, RSAPrivateKey) else es(STRANGER_ON_CURVE)


def with_header(**changes: Any) -> Attack:
    return lambda kind: kind.token(header=but(kind.header, **changes))


def header_as(change: Callable[[bytes], bytes]) -> Attack:
    return lambda kind: kind.token(header=change(json.dumps(kind.header).encode()))


def claims_as(change: Callable[[bytes], bytes]) -> Attack:
    return lambda kind: kind.token(claims=change(json.dumps(kind.claims).encode()))


def spelt(change: Callable[[str], str]) -> Attack:
    return lambda kind: change(kind.token())


def with_signature(change: Callable[[bytes], bytes]) -> Attack:
    return lambda kind: kind.token(sign=lambda message: change(kind.sign(message)))
