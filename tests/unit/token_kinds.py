"""Each kind of token that the one reader judges, with a token of it that holds: where the attacks start from."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, HashAlgorithm

from shared.errors import ProofInvalid, ProofUntimely, SessionInvalid
from shared.foreign_tokens import AuthSetting, Ours, verify_foreign
from shared.ids import new_call_id, new_participant_id
from shared.key_documents import KeySet, VerificationKey
from shared.proofs import Request, verify_proof
from shared.public_jwk import required_members, thumbprint_of
from shared.session_tokens import verify as verify_session
from shared.signing_keys import KeyRing, SigningKey
from shared.strict_jwt import TokenRefused, UnverifiedToken
from tests.unit.held_clock import START

NOW = START // 1000
Sign = Callable[[bytes], bytes]
Fields = Mapping[str, Any] | bytes
"""What to write as JSON, or the very bytes."""


def part(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def compact(header: Fields, claims: Fields, sign: Sign) -> str:
    """A token of exactly this header and these claims, truly signed."""
    raw = [fields if isinstance(fields, bytes) else json.dumps(fields).encode() for fields in (header, claims)]
    signed = ".".join(map(part, raw))
    return f"{signed}.{part(sign(signed.encode()))}"


def rs(key: RSAPrivateKey, digest: HashAlgorithm | None = None) -> Sign:
    return lambda message: key.sign(message, PKCS1v15(), digest or SHA256())


def es(key: ec.EllipticCurvePrivateKey, digest: HashAlgorithm | None = None) -> Sign:
    """RFC 7518, 3.4: both numbers one after the other."""
    size = (key.curve.key_size + 7) // 8

    def sign(message: bytes) -> bytes:
        r, s = decode_dss_signature(key.sign(message, ec.ECDSA(digest or SHA256())))
        return r.to_bytes(size, "big") + s.to_bytes(size, "big")

    return sign


def hs(secret: bytes) -> Sign:
    return lambda message: hmac.new(secret, message, hashlib.sha256).digest()


@dataclass(frozen=True)
class Kind:
    """One kind of token; `show` is the door it is shown at, which raises one of `refusals` or lets it in."""

    name: str
    header: Mapping[str, Any]
    claims: Mapping[str, Any]
    private: RSAPrivateKey | ec.EllipticCurvePrivateKey
    show: Callable[[str], object]
    refusals: tuple[type[Exception], ...]

    @property
    def sign(self) -> Sign:
        return rs(self.private) if isinstance(self.private, RSAPrivateKey) else es(self.private)

    def token(self, header: Fields | None = None, claims: Fields | None = None, sign: Sign | None = None) -> str:
        """Signed with the right key, whatever it says."""
        head, body = (self.header if header is None else header), (self.claims if claims is None else claims)
        return compact(head, body, sign or self.sign)


OURS, OURS_BEFORE = (SigningKey(generate_private_key(65537, 2048)) for _ in range(2))
BANK, BANKS_OTHER = (generate_private_key(65537, 2048) for _ in range(2))
BANK_KID, BANKS_OTHER_KID = "bank/2026=", "bank/2025="
BROWSER = ec.generate_private_key(ec.SECP256R1())
STRANGER, STRANGER_ON_CURVE = generate_private_key(65537, 2048), ec.generate_private_key(ec.SECP256R1())

SESSION = Kind(
    "session",
    {"alg": "RS256", "typ": "JWT", "kid": OURS.kid},
    {
        "iss": "assisted-chat",
        "aud": "assisted-chat-session",
        "sub": new_participant_id(),
        "jti": "j",
        "call_id": new_call_id(),
        "role": "customer",
        "iat": NOW,
        "exp": NOW + 600,
    },
    OURS.private,
    lambda token: verify_session(KeyRing((OURS_BEFORE, OURS)), UnverifiedToken(token), START),
    (SessionInvalid,),
)
SETTING = AuthSetting(
    issuer="https://sign-in.bank.example",
    key_address="https://sign-in.bank.example/keys",
    key_format="jwks",
    audience="assisted-chat-customers",
    ours=Ours(frozenset({"assist.bank.example"}), frozenset({OURS.kid, OURS_BEFORE.kid})),
)
BANKS_KEYS = KeySet(
    (VerificationKey(BANK_KID, BANK.public_key()), VerificationKey(BANKS_OTHER_KID, BANKS_OTHER.public_key()))
)
FOREIGN = Kind(
    "foreign",
    {"alg": "RS256", "typ": "JWT", "kid": BANK_KID},
    {
        "iss": SETTING.issuer,
        "aud": SETTING.audience,
        "sub": "87b4d06c-abc2-e811-a9b0-000d3a10e09e",
        "iat": NOW,
        "exp": NOW + 3600,
    },
    BANK,
    lambda token: verify_foreign(UnverifiedToken(token), SETTING, BANKS_KEYS, START),
    (TokenRefused,),
)
PROOF = Kind(
    "proof",
    {"alg": "ES256", "typ": "dpop+jwt", "jwk": required_members(BROWSER.public_key())},
    {"jti": "j", "htm": "POST", "htu": "https://assist.bank.example/api/resume", "iat": NOW},
    BROWSER,
    lambda token: verify_proof(token, Request("POST", "https://assist.bank.example/api/resume"), START),
    (ProofInvalid, ProofUntimely),
)
KINDS = (SESSION, FOREIGN, PROOF)
BANKS_THUMBPRINT = thumbprint_of(BANK.public_key())
