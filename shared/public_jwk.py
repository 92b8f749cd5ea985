"""Public keys as JWKs (RFC 7517; RFC 7518, section 6): the two kinds that verify signatures here."""

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey, EllipticCurvePublicNumbers
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers

from shared import base64url
from shared.json_values import Json, JsonObject
from shared.signing_keys import thumbprint
from shared.strict_jwt import PublicKey

MIN_RSA_BITS, MAX_RSA_BITS = 2048, 8192
"""NIST SP 800-131A asks for the one; the other keeps a verification under a millisecond or so."""
MAX_EXPONENT_BITS = 32
"""65537 is what is made; an exponent as long as the modulus would make each verification a hundred times dearer."""
_COORDINATE_BYTES = 32
_ODD_PRIMES = [prime for prime in range(3, 168) if all(prime % smaller for smaller in range(2, prime))]
_ROCA = {prime: frozenset(pow(65537, power, prime) for power in range(prime)) for prime in _ODD_PRIMES}
"""Moduli of those chips are powers of 65537 modulo each of these; by chance one in 2^30 is
(Nemec et al., The Return of Coppersmith's Attack, 2017)."""


def read_jwk(jwk: JsonObject) -> PublicKey:
    """The key. Raises ValueError for any that is not RSA or P-256, has numbers out of bounds or oddly spelt."""
    if jwk.get("kty") == "RSA":
        public: PublicKey = RSAPublicNumbers(_number(jwk.get("e")), _number(jwk.get("n"))).public_key()
    elif jwk.get("kty") == "EC" and jwk.get("crv") == "P-256":
        x, y = _coordinate(jwk.get("x")), _coordinate(jwk.get("y"))
        public = EllipticCurvePublicNumbers(x, y, SECP256R1()).public_key()
    else:
        raise ValueError("neither RSA nor EC on P-256")
    check_strength(public)
    return public


def check_strength(public: PublicKey) -> None:
    """Raise ValueError for a key that is too weak, too dear, or on another curve."""
    if isinstance(public, EllipticCurvePublicKey):
        if not isinstance(public.curve, SECP256R1):
            raise ValueError("another curve than P-256")  # noqa: TRY004 (the key is wrong, not our call)
        return
    numbers = public.public_numbers()
    if not MIN_RSA_BITS <= public.key_size <= MAX_RSA_BITS or numbers.n % 2 == 0:
        raise ValueError(f"an odd modulus of {MIN_RSA_BITS} to {MAX_RSA_BITS} bits is needed")
    if numbers.e < 3 or numbers.e % 2 == 0 or numbers.e.bit_length() > MAX_EXPONENT_BITS:
        raise ValueError(f"an odd exponent of 3 to {MAX_EXPONENT_BITS} bits is needed")
    if all(numbers.n % prime in powers for prime, powers in _ROCA.items()):
        raise ValueError("made by a chip whose keys can be factored (CVE-2017-15361)")


def required_members(public: PublicKey) -> dict[str, str]:
    """The members that make the key what it is (RFC 7638, 3.2)."""
    if isinstance(public, RSAPublicKey):
        rsa = public.public_numbers()
        return {"kty": "RSA", "n": _shortest(rsa.n), "e": _shortest(rsa.e)}
    point = public.public_numbers()
    x, y = (base64url.encode(number.to_bytes(_COORDINATE_BYTES, "big")) for number in (point.x, point.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def thumbprint_of(public: PublicKey) -> str:
    """By which two documents' keys are the same (RFC 7638, SHA-256): 43 characters."""
    return thumbprint(required_members(public))


def _number(text: Json | None) -> int:
    """RFC 7518, 2: Base64urlUInt, in as few bytes as it takes."""
    raw = base64url.decode(text) if isinstance(text, str) else b""
    if not raw or raw[0] == 0 or len(raw) > MAX_RSA_BITS // 8:
        raise ValueError("not a number, or oddly spelt")
    return int.from_bytes(raw, "big")


def _coordinate(text: Json | None) -> int:
    """RFC 7518, 6.2.1.2: as many bytes as the curve's field has."""
    raw = base64url.decode(text) if isinstance(text, str) else b""
    if len(raw) != _COORDINATE_BYTES:
        raise ValueError("not a coordinate of P-256")
    return int.from_bytes(raw, "big")


def _shortest(number: int) -> str:
    return base64url.encode(number.to_bytes((number.bit_length() + 7) // 8, "big"))
