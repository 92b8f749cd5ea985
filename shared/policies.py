"""The numbers a bank may set, as the domain wants them."""

from dataclasses import dataclass

LOCATOR_DIGITS = 5
"""Digits that find a PIN; they bound guessing per call whatever the size of a botnet."""
FAILURES_PER_PIN = 5
FAILURES_PER_CALL = 15
"""NIST SP 800-63B-4, 3.1.3.2: a new secret never resets the count of failures."""
MATCH_CODE_TRIES = 2
LAST_SEEN_EVERY_SECONDS = 15


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


@dataclass(frozen=True, slots=True)
class Policies:
    """All of them; `lobby` False lets a redeemed PIN straight into the call."""

    pins: PinPolicy
    lifetimes: Lifetimes
    network: NetworkBudget
    lobby: bool
