"""Time as the tests pass it in."""

from shared.instants import Instant

START = Instant(1_767_225_600_000)
"""2026-01-01T00:00:00Z"""


class HeldClock:
    """A clock that moves when it is told to and never by itself."""

    def __init__(self, now: Instant = START) -> None:
        self.now = now

    def __call__(self) -> Instant:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now = Instant(self.now + round(seconds * 1000))
