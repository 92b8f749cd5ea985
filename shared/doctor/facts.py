"""What neighbours tell about themselves, as far as a rule wants to know it. No secret is among it."""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Literal

from shared.instants import Instant
from shared.peppers import Pepper

_LABEL = b"assisted-chat: which pepper is this"


@dataclass(frozen=True, slots=True)
class SecretFact:
    """One usable version of a secret. The fingerprint is equal where the values are, and tells nothing of them.

    `environment` is the one that it was made for, when its maker wrote that down; `bits` are an RSA key's.
    """

    kind: Literal["pepper", "signing-key"]
    secret: str
    version: str
    created: Instant
    fingerprint: str
    environment: str | None = None
    bits: int | None = None


@dataclass(frozen=True, slots=True)
class KeeperFacts:
    """The secrets, and how far our clock is ahead of their keeper's (None: the keeper has none of its own)."""

    secrets: tuple[SecretFact, ...]
    clock_ahead_ms: int | None = None


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """The regions that take writes, and whether everybody reads what was last written."""

    write_regions: tuple[str, ...]
    strong: bool


def fingerprint(pepper: Pepper) -> str:
    """The same for the same pepper, wherever it is kept; a keyed hash of a public label."""
    return hmac.digest(pepper.value, _LABEL, hashlib.sha256).hex()
