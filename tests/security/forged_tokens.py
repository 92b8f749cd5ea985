"""A forger with the true signing key, and what it makes of a true session token."""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256, SHA512
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from shared.signing_keys import SigningKey

_Json = dict[str, Any]
_ANOTHER = SigningKey(rsa.generate_private_key(65537, 2048))
_SHORT = rsa.generate_private_key(65537, 1024)


def _part(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


class Forger:
    """Takes a true token apart and signs whatever it likes with the true key."""

    def __init__(self, token: str, key: SigningKey) -> None:
        self.token = token
        self.key = key
        self.header: _Json = jwt.get_unverified_header(token)
        self.claims: _Json = jwt.decode(token, options={"verify_signature": False})

    def signed(self, header: object = None, claims: object = None, key: SigningKey | None = None) -> str:
        parts = [
            part if isinstance(part, bytes) else json.dumps(part).encode()
            for part in (header or self.header, claims or self.claims)
        ]
        text = ".".join(map(_part, parts))
        return f"{text}.{_part((key or self.key).private.sign(text.encode(), PKCS1v15(), SHA256()))}"

    def but(self, **claims: object) -> str:
        """True but for these claims; None takes one away."""
        changed = {**self.claims, **claims}
        return self.signed(claims={name: value for name, value in changed.items() if value is not None})

    def headed(self, **fields: object) -> str:
        changed = {**self.header, **fields}
        return self.signed(header={name: value for name, value in changed.items() if value is not None})

    def by(self, algorithm: str, sign: Callable[[bytes], bytes], **fields: object) -> str:
        """By another algorithm."""
        header = json.dumps({**self.header, "alg": algorithm, **fields}).encode()
        text = f"{_part(header)}.{_part(json.dumps(self.claims).encode())}"
        return f"{text}.{_part(sign(text.encode()))}"

    @property
    def pem(self) -> bytes:
        return self.key.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _hmac(secret: bytes) -> Callable[[bytes], bytes]:
    return lambda text: hmac.new(secret, text, hashlib.sha256).digest()


def _endless(claims: _Json) -> bytes:
    return json.dumps({**claims, "exp": 1}).replace('"exp": 1}', '"exp": 1e308}').encode()


def _swapped(forger: Forger, **claims: object) -> str:
    head, _, signature = forger.token.split(".")
    return f"{head}.{_part(json.dumps({**forger.claims, **claims}).encode())}.{signature}"


FORGED: dict[str, Callable[[Forger], str]] = {
    "no signature": lambda it: it.token.rpartition(".")[0] + ".",
    "alg none": lambda it: it.by("none", lambda _: b""),
    "alg None": lambda it: it.by("None", lambda _: b""),
    "HS256 with the public key": lambda it: it.by("HS256", _hmac(it.pem)),
    "HS256 with the modulus": lambda it: it.by("HS256", _hmac(it.key.jwk["n"].encode())),
    "HS256 with nothing": lambda it: it.by("HS256", _hmac(b"")),
    "RS512": lambda it: it.by("RS512", lambda text: it.key.private.sign(text, PKCS1v15(), SHA512())),
    "PS256": lambda it: it.by("PS256", lambda text: it.key.private.sign(text, PSS(MGF1(SHA256()), 32), SHA256())),
    "ES256": lambda it: it.by(
        "ES256", lambda text: ec.generate_private_key(ec.SECP256R1()).sign(text, ec.ECDSA(SHA256()))
    ),
    "another key under our kid": lambda it: it.signed(key=_ANOTHER),
    "another key under its own kid": lambda it: it.signed({**it.header, "kid": _ANOTHER.kid}, key=_ANOTHER),
    "a short key": lambda it: it.by("RS256", lambda text: _SHORT.sign(text, PKCS1v15(), SHA256())),
    "an embedded key": lambda it: it.signed({**it.header, "jwk": _ANOTHER.jwk}, key=_ANOTHER),
    "a key by address": lambda it: it.headed(jku="https://evil.example/keys"),
    "a certificate by address": lambda it: it.headed(x5u="https://evil.example/cert"),
    "a certificate": lambda it: it.headed(x5c=["MII"]),
    "crit": lambda it: it.headed(crit=["exp"]),
    "b64": lambda it: it.headed(b64=False, crit=["b64"]),
    "zip": lambda it: it.headed(zip="DEF"),
    "no kid": lambda it: it.headed(kid=None),
    "kid that is a path": lambda it: it.headed(kid="../../../../dev/null"),
    "kid that is SQL": lambda it: it.headed(kid="' OR 1=1 --"),
    "kid that is a number": lambda it: it.headed(kid=1),
    "no typ": lambda it: it.headed(typ=None),
    "typ at+jwt": lambda it: it.headed(typ="at+jwt"),
    "typ dpop+jwt": lambda it: it.headed(typ="dpop+jwt"),
    "typ in small letters": lambda it: it.headed(typ="jwt"),
    "alg twice": lambda it: it.signed(json.dumps(it.header)[:-1].encode() + b', "alg": "RS256"}'),
    "no issuer": lambda it: it.but(iss=None),
    "another issuer": lambda it: it.but(iss="https://login.microsoftonline.com/"),
    "issuer in a list": lambda it: it.but(iss=["assisted-chat"]),
    "no audience": lambda it: it.but(aud=None),
    "another purpose's audience": lambda it: it.but(aud="assisted-chat-receipt"),
    "audience in a list": lambda it: it.but(aud=["assisted-chat-session", "other"]),
    "no subject": lambda it: it.but(sub=None),
    "subject that is a number": lambda it: it.but(sub=7),
    "subject that is no id": lambda it: it.but(sub="admin"),
    "somebody else's place": lambda it: it.but(sub="part_" + secrets.token_hex(16)),
    "no jti": lambda it: it.but(jti=None),
    "empty jti": lambda it: it.but(jti=""),
    "no call": lambda it: it.but(call_id=None),
    "call that is no id": lambda it: it.but(call_id="../calls"),
    "another call": lambda it: it.but(call_id="call_" + secrets.token_hex(16)),
    "no role": lambda it: it.but(role=None),
    "an operator's role": lambda it: it.but(role="operator"),
    "no exp": lambda it: it.but(exp=None),
    "exp that is a text": lambda it: it.but(exp=str(it.claims["exp"])),
    "exp with a fraction": lambda it: it.but(exp=it.claims["exp"] + 0.5),
    "exp without an end": lambda it: it.signed(claims=_endless(it.claims)),
    "exp over ten minutes": lambda it: it.but(exp=it.claims["iat"] + 601),
    "exp in a year": lambda it: it.but(exp=it.claims["iat"] + 31_536_000),
    "no iat": lambda it: it.but(iat=None),
    "iat ahead of any clock of ours": lambda it: it.but(iat=it.claims["iat"] + 400, exp=it.claims["exp"] + 400),
    "nbf ahead": lambda it: it.but(nbf=it.claims["exp"] - 1),
    "a claim twice": lambda it: it.signed(claims=json.dumps(it.claims)[:-1].encode() + b', "role": "customer"}'),
    "NaN": lambda it: it.signed(claims=json.dumps(it.claims)[:-1].encode() + b', "x": NaN}'),
    "UTF-16": lambda it: it.signed(claims=json.dumps(it.claims).encode("utf-16")),
    "a list for claims": lambda it: it.signed(claims=b"[]"),
    "changed claims, old signature": lambda it: _swapped(it, sub="part_" + "0" * 32),
    "a later end, old signature": lambda it: _swapped(it, exp=it.claims["exp"] + 60),
    "a binding to a short thumbprint": lambda it: it.but(cnf={"jkt": "short"}),
    "a binding that is not understood": lambda it: it.but(cnf={"x5t#S256": "x" * 43}),
    "padded": lambda it: it.token + "=",
    "one bit of the last character": lambda it: it.token[:-1] + ("B" if it.token[-1] != "B" else "C"),
    "a part too many": lambda it: it.token + ".e30",
    "a part too few": lambda it: it.token.rpartition(".")[0],
    "two tokens": lambda it: f"{it.token},{it.token}",
    "encrypted form": lambda it: it.token + ".e30.e30",
    "very long": lambda it: it.but(x="x" * 8_000),
    "nothing but dots": lambda _: "..",
}  # fmt: skip
