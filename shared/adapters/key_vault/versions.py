"""Versions of a secret, and whose turn it is.

Instances and caches learn of a new version at different moments. A token that is signed, or a PIN that is kept,
by a version that another instance has not met is refused there, though it is good. So a new version verifies from the
moment that it is seen and makes nothing until its turn: when everybody must have met it. Until then the one
before it goes on. `nbf`, where somebody has set it, puts a turn off further; `exp` and `enabled` end it at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from shared.doctor.asked import CLOCKS_SECONDS
from shared.instants import Instant, after_seconds

JWKS_CACHED_SECONDS = 300
"""How long any cache may keep the published keys (`functions/jwks.py`)."""
UNSEEN_SECONDS = 120
"""How old what an instance serves may be while the vault answers (`kept.py`)."""
TURN_SECONDS = JWKS_CACHED_SECONDS + UNSEEN_SECONDS + CLOCKS_SECONDS
"""From a version's creation to its turn, when there is another that can go on until then."""

Content = TypeVar("Content")


@dataclass(frozen=True, slots=True)
class Version:
    """What the vault tells of one version of a secret without telling its value."""

    secret: str
    id: str
    """32 hexadecimal digits, the vault's own: stable, and what a stored tag names."""
    enabled: bool
    created: Instant
    not_before: Instant | None = None
    expires: Instant | None = None
    environment: str | None = None
    """That it was made for, as its maker tagged it."""

    def usable(self, now: Instant) -> bool:
        """Enabled and not expired; it verifies."""
        return self.enabled and (self.expires is None or now < self.expires)

    def permitted(self, now: Instant) -> bool:
        """Its `nbf` does not forbid it to make anything."""
        return self.not_before is None or self.not_before <= now

    @property
    def turn(self) -> Instant:
        """When it takes over."""
        return Instant(max(after_seconds(self.created, TURN_SECONDS), self.not_before or 0))

    @property
    def place(self) -> tuple[Instant, Instant, str]:
        """In the order of turns. The vault's times are whole seconds, so the id settles what they leave open."""
        return self.turn, self.created, self.id


@dataclass(frozen=True, slots=True)
class Held(Generic[Content]):
    """A version with what it holds."""

    version: Version
    content: Content = field(repr=False)


@dataclass(frozen=True, slots=True)
class Shift(Generic[Content]):
    """Who makes at this moment, and who stands before and after, in the order of turns."""

    before: tuple[Content, ...]
    maker: Content
    after: tuple[Content, ...]


def shift(held: Iterable[Held[Content]], now: Instant) -> Shift[Content] | None:
    """The usable versions around the one that makes now; None when none may.

    It is the last whose turn has come. Where no turn has come yet, as after a bootstrap, it is the first in line.
    """
    line = sorted((one for one in held if one.version.usable(now)), key=lambda one: one.version.place)
    due = [place for place, one in enumerate(line) if one.version.turn <= now]
    early = [place for place, one in enumerate(line) if one.version.permitted(now)]
    if not early:
        return None
    place = due[-1] if due else early[0]
    contents = tuple(one.content for one in line)
    return Shift(contents[:place], contents[place], contents[place + 1 :])
