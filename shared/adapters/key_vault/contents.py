"""What a secret's text holds. What it does not hold is said without repeating it."""

import base64
import binascii
import secrets

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from shared.signing_keys import RSA_BITS, KeyPurpose, SigningKey

PEPPER_SECRET = "pin-pepper"  # noqa: S105 (its name)
PEPPER_BYTES = 32
PEM_TYPE = "application/x-pem-file"
PEPPER_TYPE = "text/plain"


def signing_key_secret(purpose: KeyPurpose) -> str:
    """The name of the secret that holds the keys of this purpose."""
    return f"{purpose}-signing-key"


def new_signing_key() -> str:
    """A fresh RSA key in PEM (PKCS 8, not encrypted: the vault encrypts). Takes a tenth of a second or two."""
    key = generate_private_key(public_exponent=65537, key_size=RSA_BITS)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def signing_key(text: str) -> SigningKey:
    """The key with its `kid` worked out. Raises ValueError, which says what is wrong and nothing of the text."""
    try:
        # Proving that the primes are prime takes a twentieth of a second, in which the interpreter does nothing else,
        # whatever thread it is done in. The key comes from our own vault; that it works is tried below.
        private = load_pem_private_key(text.encode(), password=None, unsafe_skip_rsa_key_validation=True)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise ValueError("it is not a private key in PEM without a password") from None
    if not isinstance(private, RSAPrivateKey) or private.key_size < RSA_BITS:
        raise ValueError(f"it is not an RSA key of at least {RSA_BITS} bits")
    if not _works(private):
        raise ValueError("it is an RSA key whose signatures do not verify")
    key = SigningKey(private)
    # Worked out here, away from the event loop, and kept by the key.
    _ = key.jwk
    return key


def _works(private: RSAPrivateKey) -> bool:
    try:
        signature = private.sign(b"tried", PKCS1v15(), SHA256())
        private.public_key().verify(signature, b"tried", PKCS1v15(), SHA256())
    except (InvalidSignature, ValueError):
        return False
    return True


def new_pepper() -> str:
    """Thirty-two random bytes as base64url."""
    return base64.urlsafe_b64encode(secrets.token_bytes(PEPPER_BYTES)).rstrip(b"=").decode()


def pepper_bytes(text: str) -> bytes:
    """The bytes of a pepper. Raises ValueError, which says what is wrong and nothing of the text."""
    unpadded = text.strip().rstrip("=")
    try:
        value = base64.b64decode(unpadded + "=" * (-len(unpadded) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("it is not base64url") from None
    if len(value) != PEPPER_BYTES:
        raise ValueError(f"it has not {PEPPER_BYTES} bytes")
    return value
