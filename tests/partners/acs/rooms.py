"""Rooms and their rosters (REST reference "Communication Rooms", 2025-03-13)."""

import base64
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from shared.instants import Instant, after_seconds
from shared.json_values import Json, JsonObject
from tests.partners.acs.asked import Answer, Asked, Refusal, Row, invalid, moment_of, of_version, seven_decimals
from tests.partners.acs.clock import PartnerClock
from tests.partners.acs.identities import Identities

VERSIONS = frozenset({"2023-06-14", "2024-04-15", "2025-03-13"})
ROLES = frozenset({"Presenter", "Collaborator", "Attendee", "Consumer"})
MOST_PARTICIPANTS = 350
USUAL_SECONDS = 180 * 86_400
"""How long a room lasts when nobody says."""


@dataclass(slots=True)
class StandingRoom:
    """A room, and the roles of those who are invited by their identities."""

    room_id: str
    created_at: Instant
    opens: Instant
    closes: Instant
    roster: dict[str, str] = field(default_factory=dict)

    @property
    def shown(self) -> JsonObject:
        """As answers have it: without the roster."""
        return {
            "id": self.room_id,
            "createdAt": seven_decimals(self.created_at),
            "validFrom": seven_decimals(self.opens),
            "validUntil": seven_decimals(self.closes),
            "pstnDialOutEnabled": False,
        }


class Rooms:
    """Which rooms stand. `page_size` is how many a list shows at once; `past_is_fixed` makes rooms refuse changes of
    their rosters after their time, of which the documentation says neither yes nor no.
    """

    def __init__(self, clock: PartnerClock, identities: Identities) -> None:
        self.page_size = 100
        self.past_is_fixed = False
        self.standing: dict[str, StandingRoom] = {}
        self._repeated: dict[str, StandingRoom] = {}
        self._clock = clock
        self._identities = identities

    @property
    def rows(self) -> list[Row]:
        """What the service answers to."""
        one = "/rooms/{room_id}"
        return [
            ("POST", "/rooms", self._create),
            ("GET", "/rooms", self._list),
            ("GET", one, lambda asked: (200, self._known(asked).shown)),
            ("PATCH", one, self._update),
            ("DELETE", one, self._delete),
            ("GET", one + "/participants", self._participants),
            ("PATCH", one + "/participants", self._change_participants),
        ]

    def _create(self, asked: Asked) -> Answer:
        of_version(asked, VERSIONS)
        repeated = _request_id(asked.headers)
        if (before := self._repeated.get(repeated)) is not None:
            return 201, before.shown
        now = self._clock()
        # Eighteen digits, as in the service's own examples.
        room = StandingRoom(str(99 * 10**15 + secrets.randbelow(10**15)), now, now, after_seconds(now, USUAL_SECONDS))
        self._set_times(room, asked.body)
        _apply(room.roster, asked.body.get("participants") or {}, self._identities)
        self.standing[room.room_id] = self._repeated[repeated] = room
        return 201, room.shown

    def _list(self, asked: Asked) -> Answer:
        of_version(asked, VERSIONS)
        after = base64.b64decode(asked.query.get("page", "")).decode().removeprefix("?>~")
        rooms = sorted(self.standing.values(), key=lambda room: room.room_id)
        rooms = [room for room in rooms if room.room_id > after]
        page = rooms[: self.page_size]
        answer: dict[str, Json] = {"value": [room.shown for room in page]}
        if len(rooms) > len(page):
            # Of characters that a careless reader of links would lose: "?>~" is "Pz5+".
            link = base64.b64encode(f"?>~{page[-1].room_id}".encode()).decode()
            quoted = link.replace("+", "%2B").replace("=", "%3D")
            host, version = asked.headers["host"], asked.query["api-version"]
            answer["nextLink"] = f"https://{host}/rooms?api-version={version}&page={quoted}"
        return 200, answer

    def _update(self, asked: Asked) -> Answer:
        room = self._known(asked)
        _merge_patch(asked)
        self._set_times(room, asked.body)
        return 200, room.shown

    def _delete(self, asked: Asked) -> Answer:
        del self.standing[self._known(asked).room_id]
        return 204, None

    def _participants(self, asked: Asked) -> Answer:
        roster = self._known(asked).roster
        return 200, {"value": [{"rawId": user_id, "role": role} for user_id, role in roster.items()]}

    def _change_participants(self, asked: Asked) -> Answer:
        room = self._known(asked)
        _merge_patch(asked)
        if self.past_is_fixed and self._clock() >= room.closes:
            raise invalid("the room is over")
        _apply(room.roster, asked.body.get("participants"), self._identities)
        return 200, {}

    def _known(self, asked: Asked) -> StandingRoom:
        of_version(asked, VERSIONS)
        room = self.standing.get(asked.parameters["room_id"])
        if room is None:
            raise Refusal(404, "RoomNotFound", "The room does not exist.")
        return room

    def _set_times(self, room: StandingRoom, body: JsonObject) -> None:
        opens, closes, telephone = (body.get(name) for name in ("validFrom", "validUntil", "pstnDialOutEnabled"))
        begins = room.opens if opens is None else moment_of(opens)
        ends = room.closes if closes is None else moment_of(closes)
        if ends <= begins:
            raise invalid("validUntil must be after validFrom")
        if telephone not in {None, False}:
            raise invalid("this resource has no telephone numbers to dial out from")
        room.opens, room.closes = begins, ends


def _apply(roster: dict[str, str], changes: Json, identities: Identities) -> None:
    """All of them or, when one is refused, none."""
    if not isinstance(changes, Mapping):
        raise invalid("participants is an object by identity")
    changed = dict(roster)
    for user_id, wanted in changes.items():
        if wanted is None:
            changed.pop(user_id, None)
            continue
        role = (wanted.get("role") or "Attendee") if isinstance(wanted, Mapping) else None
        if role not in ROLES:
            raise invalid("there is no such role")
        if user_id not in identities.living:
            raise invalid("a participant is no identity of this resource")
        changed[user_id] = str(role)
    if len(changed) > MOST_PARTICIPANTS:
        raise invalid("too many participants")
    roster.clear()
    roster.update(changed)


def _request_id(headers: Mapping[str, str]) -> str:
    """OASIS Repeatable Requests 1.0: an id, and when it was sent first."""
    try:
        parsedate_to_datetime(headers.get("repeatability-first-sent", ""))
        return str(uuid.UUID(headers.get("repeatability-request-id", "")))
    except ValueError:
        raise invalid("a new room needs Repeatability-Request-ID and Repeatability-First-Sent") from None


def _merge_patch(asked: Asked) -> None:
    if asked.headers.get("content-type", "").partition(";")[0] != "application/merge-patch+json":
        raise Refusal(415, "UnsupportedMediaType", "a change is application/merge-patch+json")
