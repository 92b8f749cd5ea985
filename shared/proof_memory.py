"""The proofs that this process has seen, for as long as each could be sent again."""

from collections import OrderedDict

from shared.instants import Instant, after_seconds
from shared.proofs import WINDOW_SECONDS

KEPT_SECONDS = 3 * WINDOW_SECONDS + 1
"""A proof may be dated a window ahead, and is good for a window after its date; another instance's clock may be behind.
"""
MOST = 100_000
"""What is forgotten beyond it (some 25 MB), the store still knows wherever something changed."""


class ProofMemory:
    """Names of used proofs, the oldest first; time empties it."""

    def __init__(self) -> None:
        self._until: OrderedDict[str, Instant] = OrderedDict()

    def __len__(self) -> int:
        """So many are remembered."""
        return len(self._until)

    def add(self, name: str, now: Instant) -> bool:
        """False when the name is there already."""
        while self._until and (next(iter(self._until.values())) <= now or len(self._until) >= MOST):
            self._until.popitem(last=False)
        if name in self._until:
            return False
        self._until[name] = after_seconds(now, KEPT_SECONDS)
        return True
