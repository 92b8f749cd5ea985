"""Peppers: secret keys for keyed hashes, kept apart from what they protect, and rotated."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Pepper:
    """32 secret bytes and the version that stored tags name."""

    version: str
    value: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Peppers:
    """`current` makes; `current` and `previous` verify while a rotation lasts."""

    current: Pepper
    previous: Pepper | None = None

    @property
    def accepted(self) -> tuple[Pepper, ...]:
        """The one in use first."""
        return (self.current,) if self.previous is None else (self.current, self.previous)

    def of_version(self, version: str) -> Pepper | None:
        """The pepper that a stored tag names, while it is still accepted."""
        return next((pepper for pepper in self.accepted if pepper.version == version), None)
