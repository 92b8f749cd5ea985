"""The partner's own time."""

import time

from shared.instants import Instant


class PartnerClock:
    """The machine's time, and as far ahead or behind as a test says."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def __call__(self) -> Instant:
        return Instant(round((time.time() + self._ahead) * 1000))

    def forward(self, seconds: float) -> None:
        """Go ahead by so many seconds (back, when negative)."""
        self._ahead += seconds
