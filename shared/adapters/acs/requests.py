"""The requests that Azure Communication Services is sent, one a method, through Microsoft's clients.

Loads the SDKs, so whoever needs it imports it on first use. What is gone already counts as taken away.
"""

import logging
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from azure.communication.identity import CommunicationTokenScope, CommunicationUserIdentifier
from azure.communication.identity.aio import CommunicationIdentityClient
from azure.communication.rooms import CommunicationUserIdentifier as RoomUser
from azure.communication.rooms import ParticipantRole, RoomParticipant
from azure.communication.rooms.aio import RoomsClient
from azure.core.credentials import AzureKeyCredential
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.core.pipeline.policies import AsyncRetryPolicy

from shared.calls import RoomRole
from shared.instants import Instant
from shared.ports import AccessToken

if TYPE_CHECKING:
    from azure.core.credentials_async import AsyncTokenCredential
    from azure.core.pipeline.transport import AioHttpTransport

SCOPES: list[str | CommunicationTokenScope] = [CommunicationTokenScope.VOIP_JOIN]
"""The least that enters a room (Microsoft Learn, "Rooms", access tokens); what it may do there is its role's."""
TOKEN_LIFE = timedelta(minutes=60)
"""The shortest that the service gives out."""
IDENTITY_VERSION = "2023-10-01"
ROOMS_VERSION = "2025-03-13"
"""As text: of its own the SDK asks for the second page of rooms in version `ApiVersion.V2025_03_13`."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ROLES: dict[RoomRole, ParticipantRole] = {
    "presenter": ParticipantRole.PRESENTER,
    "collaborator": ParticipantRole.COLLABORATOR,
    "attendee": ParticipantRole.ATTENDEE,
}

# The SDK warns of its own header at every room: "Datetime with no tzinfo will be considered UTC".
logging.getLogger("azure.communication.rooms._generated._serialization").setLevel(logging.ERROR)


class Requests:
    """One client of each kind, over connections that the caller owns."""

    def __init__(
        self, endpoint: str, credential: "AsyncTokenCredential | AzureKeyCredential", transport: "AioHttpTransport"
    ) -> None:
        # A repetition by the SDK could pass our deadline or do a thing twice; a redirected one would carry our token.
        once = AsyncRetryPolicy.no_retries()
        self._identity = CommunicationIdentityClient(
            endpoint,
            credential,
            api_version=IDENTITY_VERSION,
            transport=transport,
            retry_policy=once,
            permit_redirects=False,
        )
        self._rooms = RoomsClient(
            endpoint,
            credential,
            api_version=ROOMS_VERSION,
            transport=transport,
            retry_policy=once,
            permit_redirects=False,
        )

    async def create_user(self) -> str:
        """A new identity without a token."""
        return _id_of(await self._identity.create_user())

    async def create_user_and_token(self) -> tuple[str, AccessToken]:
        """A new identity and its first token."""
        user, token = await self._identity.create_user_and_token(SCOPES, token_expires_in=TOKEN_LIFE)
        return _id_of(user), AccessToken(token.token, _instant(token.expires_on))

    async def token(self, user_id: str) -> AccessToken:
        """A further token of an identity."""
        user = CommunicationUserIdentifier(user_id)
        token = await self._identity.get_token(user, SCOPES, token_expires_in=TOKEN_LIFE)
        return AccessToken(token.token, _instant(token.expires_on))

    async def revoke_tokens(self, user_id: str) -> None:
        """Revoke all tokens of an identity, which takes up to a quarter of an hour to spread."""
        with suppress(ResourceNotFoundError):
            await self._identity.revoke_tokens(CommunicationUserIdentifier(user_id))

    async def delete_user(self, user_id: str) -> None:
        """End an identity and with it all its tokens."""
        with suppress(ResourceNotFoundError):
            await self._identity.delete_user(CommunicationUserIdentifier(user_id))

    async def create_room(self, opens: Instant, closes: Instant, presenter: str) -> str:
        """A room for that time with one presenter, and no telephone."""
        room = await self._rooms.create_room(
            valid_from=_aware(opens),
            valid_until=_aware(closes),
            pstn_dial_out_enabled=False,
            participants=[_participant(presenter, "presenter")],
        )
        return str(room.id)

    async def put_on_roster(self, room_id: str, user_id: str, role: RoomRole) -> None:
        """Invite an identity, or give it another role."""
        await self._rooms.add_or_update_participants(room_id=room_id, participants=[_participant(user_id, role)])

    async def take_off_roster(self, room_id: str, user_ids: Sequence[str]) -> None:
        """Throw these identities out."""
        with suppress(ResourceNotFoundError):
            await self._rooms.remove_participants(
                room_id=room_id, participants=[RoomUser(user_id) for user_id in user_ids]
            )

    async def empty(self, room_id: str, user_ids: Sequence[str]) -> None:
        """Throw these out of a room that is about to be deleted. Should it be past its time and refuse to be changed,
        nobody can be in it.
        """
        try:
            await self.take_off_roster(room_id, user_ids)
        except HttpResponseError as refused:
            if refused.status_code not in {400, 409}:
                raise

    async def roster(self, room_id: str) -> Sequence[str]:
        """The identities that are invited; nobody when there is no such room, or it is over and tells no more."""
        try:
            return [each.communication_identifier.raw_id async for each in self._rooms.list_participants(room_id)]
        except HttpResponseError as refused:
            if refused.status_code not in {400, 404, 409}:
                raise
        return []

    async def delete_room(self, room_id: str) -> None:
        """End a room."""
        with suppress(ResourceNotFoundError):
            await self._rooms.delete_room(room_id)

    async def rooms_page(self, link: str | None) -> tuple[Sequence[tuple[str, Instant, Instant]], str | None]:
        """Rooms, when they open and close, from the start or where a link points, and the link to more."""
        pages = self._rooms.list_rooms().by_page(link)
        page = await anext(pages)
        rooms = [(room.id, _instant(room.valid_from), _instant(room.valid_until)) async for room in page]
        return rooms, getattr(pages, "continuation_token", None)


def _id_of(user: CommunicationUserIdentifier) -> str:
    return user.properties["id"]


def _participant(user_id: str, role: RoomRole) -> RoomParticipant:
    return RoomParticipant(communication_identifier=RoomUser(user_id), role=_ROLES[role])


def _aware(moment: Instant) -> datetime:
    return _EPOCH + timedelta(milliseconds=moment)


def _instant(told: object) -> Instant:
    """Both SDKs hand on the text of the answer (seven decimals), whatever their annotations say."""
    return Instant((datetime.fromisoformat(str(told)) - _EPOCH) // timedelta(milliseconds=1))
