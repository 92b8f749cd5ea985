"""PINs: locator + secret + check digit, as strings of ASCII digits with their leading zeros.

The PIN itself is kept nowhere. A pointer document, found by an HMAC of the locator, holds a salt and a
tag over the secret; ASVS 5.0 6.5.2 asks for salt and password hash, the pepper does the real work.
"""

import hashlib
import hmac
import itertools
import secrets
from dataclasses import dataclass

from shared.check_digit import check_digit, is_whole
from shared.errors import PinMalformed
from shared.ids import CallId
from shared.peppers import Pepper
from shared.policies import LOCATOR_DIGITS

SALT_BYTES = 16
PBKDF2_ROUNDS = 1000
_SEPARATORS = str.maketrans("", "", " \u00a0-")


@dataclass(frozen=True, slots=True)
class Pin:
    """A PIN whose check digit is right. `repr` shows nothing of it."""

    locator: str
    secret: str

    def __repr__(self) -> str:
        return "Pin(...)"

    @property
    def digits(self) -> str:
        """All digits, as typed."""
        body = self.locator + self.secret
        return body + check_digit(body)

    @property
    def display(self) -> str:
        """In the groups in which it is read out: `123 456 7890`."""
        digits = self.digits
        cuts = [0, 3, 6, len(digits)] if len(digits) <= 10 else [0, 4, 8, len(digits)]
        return " ".join(digits[start:end] for start, end in itertools.pairwise(cuts))


def generate(secret_digits: int) -> Pin:
    """A PIN from the system's random source."""
    return Pin(_random_digits(LOCATOR_DIGITS), _random_digits(secret_digits))


def parse(text: str, secret_digits: int) -> Pin:
    """The PIN in what somebody typed; spaces, no-break spaces and dashes are fine. Raises PinMalformed."""
    digits = text.translate(_SEPARATORS)
    right_form = len(digits) == LOCATOR_DIGITS + secret_digits + 1 and digits.isascii() and digits.isdigit()
    if not right_form or not is_whole(digits):
        raise PinMalformed
    return Pin(digits[:LOCATOR_DIGITS], digits[LOCATOR_DIGITS:-1])


def new_salt() -> bytes:
    """A salt for one PIN."""
    return secrets.token_bytes(SALT_BYTES)


def pointer_id(pepper: Pepper, locator: str) -> str:
    """Where the pointer of this locator lies; tells nothing of the locator without the pepper."""
    return "pin_" + hmac.new(pepper.value, b"locator|" + locator.encode(), hashlib.sha256).hexdigest()


def tag(pepper: Pepper, call_id: CallId, pin: Pin, salt: bytes) -> bytes:
    """What is kept in place of the PIN: HMAC(pepper, PBKDF2(call id + locator + secret, salt)), 32 bytes."""
    secret = f"{call_id}{pin.locator}{pin.secret}".encode()
    stretched = hashlib.pbkdf2_hmac("sha256", secret, salt, PBKDF2_ROUNDS)
    return hmac.new(pepper.value, b"pin|" + stretched, hashlib.sha256).digest()


def same_tag(left: bytes, right: bytes) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(left, right)


def _random_digits(count: int) -> str:
    return "".join(str(secrets.randbelow(10)) for _ in range(count))
