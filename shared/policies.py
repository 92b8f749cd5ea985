"""The numbers a bank may set, as the domain wants them."""

from dataclasses import dataclass
from enum import StrEnum

LOCATOR_DIGITS = 5
"""Digits that find a PIN; they bound guessing per call whatever the size of a botnet."""
FAILURES_PER_PIN = 5
FAILURES_PER_CALL = 15
"""NIST SP 800-63B-4, 3.1.3.2: a new secret never resets the count of failures."""
MATCH_CODE_TRIES = 2
LAST_SEEN_EVERY_SECONDS = 15
UNDER_WAY_SECONDS = 10
"""No request lasts longer: what one has begun and not finished after it, it never will."""


@dataclass(frozen=True, slots=True)
class PinPolicy:
    """Digits of the secret part, and seconds that a PIN waits to be redeemed."""

    secret_digits: int
    ttl_seconds: int

    @property
    def digits(self) -> int:
        """Digits that a customer types: locator, secret, check digit."""
        return LOCATOR_DIGITS + self.secret_digits + 1


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """Seconds that a call, a session token and a wait in the lobby last."""

    call_seconds: int
    session_seconds: int
    lobby_seconds: int


@dataclass(frozen=True, slots=True)
class NetworkBudget:
    """Refused PINs that one IPv4 address or IPv6 /64 may cause in ten minutes and in a day."""

    ten_minutes: int
    day: int


class IdentityMapping(StrEnum):
    """Persons to identities: how many of either may belong to one of the other at a time."""

    ONE_TO_ONE = "1:1"
    ONE_TO_MANY = "1:N"
    MANY_TO_ONE = "N:1"
    MANY_TO_MANY = "N:M"

    @property
    def one_identity_a_person(self) -> bool:
        """A new participation ends the identity that the person has elsewhere."""
        return self in {IdentityMapping.ONE_TO_ONE, IdentityMapping.MANY_TO_ONE}

    @property
    def one_person_an_identity(self) -> bool:
        """Nobody else may be counted to an identity that is somebody's."""
        return self in {IdentityMapping.ONE_TO_ONE, IdentityMapping.ONE_TO_MANY}


@dataclass(frozen=True, slots=True)
class Policies:
    """All of them; `lobby` False lets a redeemed PIN straight into the call."""

    pins: PinPolicy
    lifetimes: Lifetimes
    network: NetworkBudget
    lobby: bool
    identity_mapping: IdentityMapping = IdentityMapping.ONE_TO_MANY
    evidence_seconds: int = 90 * 86_400
    """How long the document of a call that its customer did not trust outlives its last change."""
