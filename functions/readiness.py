"""Whether each neighbour answers, asked at most every ten seconds."""

from dataclasses import dataclass, field
from typing import Literal

from shared.instants import Instant, after_seconds
from shared.ports import Ports
from shared.usecases.neighbours import neighbours

CACHED_SECONDS = 10
NeighbourState = Literal["ok", "away"]


@dataclass(slots=True)
class Readiness:
    """The last look at the neighbours."""

    neighbours: dict[str, NeighbourState] = field(default_factory=dict)
    looked_at: Instant | None = None

    async def look(self, ports: Ports, now: Instant) -> dict[str, NeighbourState]:
        """The neighbours by name; a new look when the last one is ten seconds old."""
        if self.looked_at is None or now >= after_seconds(self.looked_at, CACHED_SECONDS):
            answering = await neighbours(ports)
            self.neighbours = {name: "ok" if answers else "away" for name, answers in answering.items()}
            self.looked_at = now
        return self.neighbours
