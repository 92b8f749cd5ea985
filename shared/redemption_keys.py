"""What a browser keeps so that it alone can come back: a random key, of which we keep hashes."""

import hashlib
import hmac

from shared.ids import CallId
from shared.pins import Pin


def key_hash(call_id: CallId, redemption_key: str) -> str:
    """Hash of the key within one call; 128 random bits need no salt or stretching."""
    return hashlib.sha256(f"redemption|{call_id}|{redemption_key}".encode()).hexdigest()


def same_key(left: str, right: str) -> bool:
    """Compare two hashes in constant time."""
    return hmac.compare_digest(left, right)


def return_name(pointer: str, pin: Pin, redemption_key: str) -> str:
    """The name under which a call remembers who redeemed this PIN with this key."""
    return "r_" + hashlib.sha256(f"return|{pointer}|{pin.digits}|{redemption_key}".encode()).hexdigest()


def attempt_name(pointer: str, pin: Pin, redemption_key: str) -> str:
    """The name of one guess by one browser, so that repeating it counts once.

    The random key inside keeps the short PIN from being searched for by this hash.
    """
    return "a_" + hashlib.sha256(f"attempt|{pointer}|{pin.digits}|{redemption_key}".encode()).hexdigest()
