"""Rooms that no call came to need: ended at once where that is known, else found when their time is over."""

import logging
from collections.abc import Sequence

from shared.errors import Unavailable
from shared.instants import Instant, after_seconds
from shared.ports import Ports, Room
from shared.usecases.settle_calls import side_by_side

STRAY_AFTER_SECONDS = 600
"""A room that is over is left alone for so long: its own call is settled first."""
_log = logging.getLogger(__name__)


async def discard_room(ports: Ports, room: Room) -> None:
    """End a room that no call came to need. What the service does not hear now is found among the strays."""
    try:
        await _end_room(ports, room.room_id, [room.operator_user_id])
    except Unavailable:
        _log.warning("a room that no call needs stays until the sweep finds it")


async def sweep_stray_rooms(ports: Ports, now: Instant) -> int:
    """End rooms, and the identities on their rosters, that no call knows: a crash came before the call was written.

    Nobody was ever given a token for such a room. Only those are looked at whose time is over, and that lasted as
    long as a call of ours: should the resource serve another app, what lives there is none of our business.
    """
    lasted = ports.policies.lifetimes.call_seconds
    standing = await ports.calls.rooms_over(after_seconds(now, -STRAY_AFTER_SECONDS), lasted)
    if not standing:
        return 0
    strays = sorted(set(standing) - await ports.documents.rooms_of_calls(standing))
    ended_rooms = 0
    for room_id in strays:
        try:
            await _end_room(ports, room_id, await ports.calls.roster(room_id))
            ended_rooms += 1
        except Unavailable:
            _log.warning("a room that no call knows stays: the call service did not end it")
    return ended_rooms


async def _end_room(ports: Ports, room_id: str, user_ids: Sequence[str]) -> None:
    """The identities first: once the room is gone nothing tells of them."""
    await side_by_side(*map(ports.calls.delete_identity, user_ids))
    await ports.calls.close_room(room_id)
