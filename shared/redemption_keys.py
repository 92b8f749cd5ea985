"""What a browser keeps so that it alone can come back: a random key, of which we keep hashes."""

import hashlib
import hmac

from shared.ids import CallId
from shared.pins import Pin


def browser_secret(redemption_key: str, key_thumbprint: str | None) -> str:
    """What one browser alone can send again: its random key and, where it has proven one, the key it signs with."""
    return redemption_key if key_thumbprint is None else f"{redemption_key}|{key_thumbprint}"


def key_hash(call_id: CallId, redemption_key: str) -> str:
    """Hash of the key within one call; 128 random bits need no salt or stretching."""
    return hashlib.sha256(f"redemption|{call_id}|{redemption_key}".encode()).hexdigest()


def same_key(left: str, right: str) -> bool:
    """Compare two hashes in constant time."""
    return hmac.compare_digest(left, right)


def return_name(pointer: str, pin: Pin, browser: str) -> str:
    """The name under which a call remembers which browser (`browser_secret`) redeemed this PIN."""
    return "r_" + hashlib.sha256(f"return|{pointer}|{pin.digits}|{browser}".encode()).hexdigest()


def attempt_name(pointer: str, pin: Pin, browser: str) -> str:
    """The name of one guess by one browser, so that repeating it counts once.

    The random key inside keeps the short PIN from being searched for by this hash.
    """
    return "a_" + hashlib.sha256(f"attempt|{pointer}|{pin.digits}|{browser}".encode()).hexdigest()
