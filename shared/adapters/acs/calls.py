"""`CallService` of Azure Communication Services: a room for every call, an identity for every participation.

A deadline holds for a whole method, however many requests it takes: see `asking`.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from shared.adapters.acs.access import ByConnectionString, ByIdentity
from shared.adapters.acs.connection import Connection
from shared.adapters.azure.asking import Neighbour, asking
from shared.calls import Provider, RoomRole
from shared.errors import Unavailable
from shared.instants import Instant
from shared.ports import AccessToken, Room

if TYPE_CHECKING:
    from shared.adapters.acs.requests import Requests

LISTING_SECONDS = 20.0
"""A list of rooms that takes longer ends where it is; who sweeps will sweep again."""
_MADE_LATE_MILLISECONDS = 60_000
"""The service may let a room begin when it was made, and not when it was asked to."""
_NAME = "Azure Communication Services"
_BY_IDENTITY = Neighbour(_NAME, "ACS_ENDPOINT")
_BY_CONNECTION_STRING = Neighbour(_NAME, "ACS_CONNECTION_SECRET", "the key in the connection string of that name")
_Answer = TypeVar("_Answer")


class AcsCalls:
    """Rooms that their roster alone may enter, and tokens that are good for nothing else."""

    provider: Provider = "acs"

    def __init__(
        self,
        access: ByIdentity | ByConnectionString,
        ca_file: Path | None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """Connects to nothing. `ca_file` holds the authority to trust in place of the machine's.

        Raises ValueError for an endpoint that is not https.
        """
        self._connection = Connection(access, ca_file, seconds)
        self._neighbour = _BY_IDENTITY if isinstance(access, ByIdentity) else _BY_CONNECTION_STRING
        self._later: set[asyncio.Task[None]] = set()

    @property
    def endpoint(self) -> str | None:
        """See `CallService.endpoint`; with a connection string it is known once anything was asked."""
        return self._connection.endpoint

    async def open_room(self, opens: Instant, closes: Instant) -> Room:
        """See `CallService.open_room`."""
        async with asking(self._neighbour):
            operator = await self._answer(lambda requests: requests.create_user())
            try:
                room_id = await self._answer(lambda requests: requests.create_room(opens, closes, operator))
            except BaseException:
                # Nobody will ever hear of this identity. Were the room made after all, a sweep finds it.
                self._soon(self.delete_identity(operator))
                raise
        return Room(room_id, operator)

    async def create_identity(self) -> tuple[str, AccessToken]:
        """See `CallService.create_identity`; one request."""
        async with asking(self._neighbour):
            return await self._answer(lambda requests: requests.create_user_and_token())

    async def join_room(self, room_id: str, user_id: str, role: RoomRole) -> None:
        """See `CallService.join_room`."""
        async with asking(self._neighbour):
            await self._answer(lambda requests: requests.put_on_roster(room_id, user_id, role))

    async def issue_token(self, user_id: str) -> AccessToken:
        """See `CallService.issue_token`."""
        async with asking(self._neighbour):
            return await self._answer(lambda requests: requests.token(user_id))

    async def leave_room(self, room_id: str, user_id: str) -> None:
        """See `CallService.leave_room`."""
        async with asking(self._neighbour):
            await self._answer(lambda requests: requests.take_off_roster(room_id, [user_id]))

    async def delete_identity(self, user_id: str) -> None:
        """See `CallService.delete_identity`."""
        async with asking(self._neighbour):
            await self._answer(lambda requests: requests.revoke_tokens(user_id))
            await self._answer(lambda requests: requests.delete_user(user_id))

    async def close_room(self, room_id: str) -> None:
        """See `CallService.close_room`."""
        async with asking(self._neighbour):
            if invited := await self._answer(lambda requests: requests.roster(room_id)):
                await self._answer(lambda requests: requests.empty(room_id, invited))
            await self._answer(lambda requests: requests.delete_room(room_id))

    async def rooms_over(self, moment: Instant, lasted_seconds: int) -> Sequence[str]:
        """See `CallService.rooms_over`. The service lists all rooms, in pages of its own size:
        each has the deadline of a request, and the list ends after `LISTING_SECONDS` with what it has.
        """
        found: list[str] = []
        until = time.monotonic() + LISTING_SECONDS
        link: str | None = None
        while True:
            page, link = await self._page(link)
            found += [
                room_id
                for room_id, opened, closed in page
                if closed < moment and abs(closed - opened - 1000 * lasted_seconds) <= _MADE_LATE_MILLISECONDS
            ]
            if link is None or time.monotonic() >= until:
                return found

    async def roster(self, room_id: str) -> Sequence[str]:
        """See `CallService.roster`."""
        async with asking(self._neighbour):
            return await self._answer(lambda requests: requests.roster(room_id))

    async def ping(self) -> None:
        """See `CallService.ping`: the first page of rooms, the one question that changes nothing and that the
        service answers with success even when nothing is there. It needs the credential that all else needs.
        """
        await self._page(None)

    async def close(self) -> None:
        """Finish what was left for later, and let go of the connections."""
        await asyncio.gather(*self._later)
        await self._connection.close()

    async def _page(self, link: str | None) -> tuple[Sequence[tuple[str, Instant, Instant]], str | None]:
        async with asking(self._neighbour):
            return await self._answer(lambda requests: requests.rooms_page(link))

    async def _answer(self, request: Callable[["Requests"], Awaitable[_Answer]]) -> _Answer:
        """Of one request; sent again with the newer key when the one in use was rotated. To be refused is to have
        done nothing, so nothing is done twice.
        """
        requests = await self._connection.requests()
        from azure.core.exceptions import ClientAuthenticationError  # noqa: PLC0415

        try:
            return await request(requests)
        except ClientAuthenticationError:
            newer = await self._connection.after_refusal_of(requests)
            if newer is None:
                raise
        return await request(newer)

    def _soon(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(_as_far_as_possible(work))
        self._later.add(task)
        task.add_done_callback(self._later.discard)


async def _as_far_as_possible(work: Coroutine[None, None, None]) -> None:
    with suppress(Unavailable):  # The log has it.
        await work
