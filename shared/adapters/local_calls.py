"""`CallService` for one machine: browsers connect to each other, signalled through our own API.

Nothing is kept here: who may signal whom is judged on the call's document, so a room is a name and a
token is a random one that nobody asks for.
"""

import secrets
from collections.abc import Callable, Sequence

from shared.calls import Provider, RoomRole
from shared.instants import Instant, after_seconds
from shared.ports import AccessToken, Room

TOKEN_LIFE_SECONDS = 3600


class LocalCalls:
    """Rooms and identities by name alone."""

    provider: Provider = "local"
    endpoint: str | None = None

    def __init__(self, clock: Callable[[], Instant]) -> None:
        self._clock = clock

    async def open_room(self, opens: Instant, closes: Instant) -> Room:
        """See `CallService.open_room`; the call's own end closes it."""
        del opens, closes
        return Room("room_" + secrets.token_hex(16), _user_id())

    async def create_identity(self) -> tuple[str, AccessToken]:
        """See `CallService.create_identity`."""
        user_id = _user_id()
        return user_id, await self.issue_token(user_id)

    async def join_room(self, room_id: str, user_id: str, role: RoomRole) -> None:
        """See `CallService.join_room`."""

    async def issue_token(self, user_id: str) -> AccessToken:
        """See `CallService.issue_token`."""
        del user_id
        return AccessToken(secrets.token_urlsafe(32), after_seconds(self._clock(), TOKEN_LIFE_SECONDS))

    async def leave_room(self, room_id: str, user_id: str) -> None:
        """See `CallService.leave_room`."""

    async def delete_identity(self, user_id: str) -> None:
        """See `CallService.delete_identity`."""

    async def close_room(self, room_id: str) -> None:
        """See `CallService.close_room`."""

    async def rooms_over(self, moment: Instant, lasted_seconds: int) -> Sequence[str]:
        """See `CallService.rooms_over`; nothing is left over of a name."""
        del moment, lasted_seconds
        return ()

    async def roster(self, room_id: str) -> Sequence[str]:
        """See `CallService.roster`; who may signal whom is judged on the call's document."""
        del room_id
        return ()

    async def ping(self) -> None:
        """See `CallService.ping`."""


def _user_id() -> str:
    return "local_" + secrets.token_hex(16)
