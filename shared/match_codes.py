"""The two digits that a waiting customer sees and the operator types: proof that both are on one phone call."""

import hashlib
import hmac

from shared.ids import CallId, ParticipantId
from shared.peppers import Pepper

MATCH_CODES = 100
"""How many there are: two digits."""


def match_code(pepper: Pepper, call_id: CallId, participant_id: ParticipantId) -> str:
    """Two digits for this participant of this call, always the same, unknowable without the pepper.

    Derived, never stored: nobody who reads the store can tell it, and a reload shows it again.
    64 bits modulo 100 keep the bias under 1e-17.
    """
    digest = hmac.new(pepper.value, f"match|{call_id}|{participant_id}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % MATCH_CODES:02d}"


def same_code(left: str, right: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(left.encode(), right.encode())
