"""Moments as whole milliseconds since 1970, UTC: what documents keep and conditions compare."""

from datetime import UTC, datetime
from typing import NewType

Instant = NewType("Instant", int)
"""Milliseconds since the epoch, UTC."""


def after_seconds(start: Instant, seconds: int) -> Instant:
    """The moment so many seconds after `start` (before it, when negative)."""
    return Instant(start + seconds * 1000)


def seconds_between(earlier: Instant, later: Instant) -> int:
    """Whole seconds from one moment to another, rounded up, never negative."""
    return max(0, -((earlier - later) // 1000))


def rfc3339(moment: Instant) -> str:
    """`2026-11-22T17:40:38.017Z` (RFC 3339, UTC, three decimals)."""
    return datetime.fromtimestamp(moment / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
