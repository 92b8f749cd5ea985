"""What carries the calls in these tests: mail between pages of one room, for those who are on its roster.

It takes the place of Microsoft's signalling. Who may enter, and whether the room still stands, it asks the stand-in
for Communication Services at every letter; voice and pictures then go from browser to browser by WebRTC.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.partners.acs.service import AcsStandIn
from tests.partners.serving import served

_LOOKS_EVERY_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter; `addressee` is a page, or `*` for every other page of the room."""

    sender: str
    addressee: str
    data: object


@dataclass
class Switchboard:
    """The mail of every room. A page calls itself `user id#anything`."""

    acs: AcsStandIn
    mail: dict[str, list[Letter]] = field(default_factory=lambda: defaultdict(list))
    intruders: list[str] = field(default_factory=list)
    """Pages that came without ever having been on the roster; whoever was thrown out may still say goodbye, unheard."""
    let_in: set[str] = field(default_factory=set)

    def may_enter(self, room_id: str, page: str) -> bool:
        """Whether the room stands and the page's user is on its roster."""
        room = self.acs.rooms.standing.get(room_id)
        if room is None:
            return False
        known = page.partition("#")[0] in room.roster
        if known:
            self.let_in.add(page)
        elif page not in self.let_in:
            self.intruders.append(page)
        return known

    def users(self, room_id: str) -> set[str]:
        """Whoever has written in the room."""
        return {letter.sender.partition("#")[0] for letter in self.mail[room_id]}

    @property
    def app(self) -> Starlette:
        """The HTTP side."""
        place = "/{room_id}"
        return Starlette(
            routes=[Route(place, self._post, methods=["POST"]), Route(place, self._collect, methods=["GET"])]
        )

    async def _post(self, request: Request) -> Response:
        room_id, letter = request.path_params["room_id"], await request.json()
        if not self.may_enter(room_id, letter["from"]):
            return JSONResponse({}, 410)
        self.mail[room_id].append(Letter(letter["from"], letter["to"], letter["data"]))
        return JSONResponse({"seq": len(self.mail[room_id])}, 201)

    async def _collect(self, request: Request) -> Response:
        room_id, asked = request.path_params["room_id"], request.query_params
        until = asyncio.get_running_loop().time() + float(asked["wait"])
        while True:
            if not self.may_enter(room_id, asked["me"]):
                return JSONResponse({}, 410)
            letters = self._for(room_id, asked["me"], int(asked["after"]))
            if letters or asyncio.get_running_loop().time() >= until:
                return JSONResponse({"letters": letters})
            await asyncio.sleep(_LOOKS_EVERY_SECONDS)

    def _for(self, room_id: str, me: str, after: int) -> list[dict[str, object]]:
        return [
            {"seq": seq, "from": letter.sender, "data": letter.data}
            for seq, letter in enumerate(self.mail[room_id], 1)
            if seq > after and (letter.addressee == me or (letter.addressee == "*" and letter.sender != me))
        ]


@contextmanager
def switchboard(acs: AcsStandIn) -> Iterator[tuple[Switchboard, str]]:
    """A running one, and its origin."""
    board = Switchboard(acs)
    with served(board.app, None) as origin:
        yield board, origin
