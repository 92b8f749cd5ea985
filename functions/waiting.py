"""Answers that are held back until there is something to say."""

import asyncio
import re

import azure.functions as func

LOOK_AGAIN_SECONDS = 1.0
"""How often a held request looks for itself; what this process does is heard at once."""
MAX_WAIT_SECONDS = 10
MAX_MAIL_WAIT_SECONDS = 20
_WAIT = re.compile(r"(?:^|,)[ \t]*wait[ \t]*=[ \t]*([0-9]{1,3})[ \t]*(?:[,;]|$)", re.IGNORECASE)


def preferred_wait(request: func.HttpRequest) -> int:
    """Seconds that the client would wait (`Prefer: wait=10`, RFC 7240, 4.3), at most ten; 0 when it says nothing."""
    found = _WAIT.search(request.headers.get("prefer", ""))
    return min(int(found[1]), MAX_WAIT_SECONDS) if found else 0


class Patience:
    """Seconds that may still pass before an answer must be given."""

    def __init__(self, seconds: float) -> None:
        self._clock = asyncio.get_running_loop().time
        self._until = self._clock() + seconds

    @property
    def is_over(self) -> bool:
        """Whether the answer is due now."""
        return self._clock() >= self._until

    @property
    def until_next_look(self) -> float:
        """Seconds until the next look, or until the answer is due."""
        return max(0.0, min(self._until - self._clock(), LOOK_AGAIN_SECONDS))
