"""One public key in PEM (RFC 7468, section 13), spelt as an encoder would spell it."""

import re

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from shared import base64_strict
from shared.public_jwk import check_strength
from shared.strict_jwt import PublicKey

_BLOCK = re.compile(
    r"[ \t\r\n]*-----BEGIN PUBLIC KEY-----[ \t]*\r?\n"
    r"((?:[A-Za-z0-9+/=]{1,76}[ \t]*\r?\n)+)"
    r"-----END PUBLIC KEY-----[ \t\r\n]*",
)
_PRIVATE = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")


class PrivateKeyPublished(ValueError):  # noqa: N818 (what happened, and to whom to say it)
    """Somebody has published the key that signs: nothing that it signed can be believed any more."""


def read_pem(text: str) -> PublicKey:
    """The key in the one block that there is. Raises PrivateKeyPublished, or ValueError for anything else.

    What is inside must be the SubjectPublicKeyInfo of a plain RSA or P-256 key as DER has it: no key that is for
    RSASSA-PSS alone, no compressed point, nothing behind it.
    """
    if _PRIVATE.search(text):
        raise PrivateKeyPublished("a private key")
    block = _BLOCK.fullmatch(text)
    if block is None:
        raise ValueError("one PUBLIC KEY block is needed")
    der = base64_strict.decode("".join(block[1].split()))
    try:
        public = load_der_public_key(der)
    except UnsupportedAlgorithm:
        raise ValueError("a key of another kind") from None
    if not isinstance(public, RSAPublicKey | EllipticCurvePublicKey):
        raise ValueError("a key of another kind")  # noqa: TRY004 (the text is wrong, not our call)
    if public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo) != der:
        raise ValueError("not spelt as DER has it")
    check_strength(public)
    return public
