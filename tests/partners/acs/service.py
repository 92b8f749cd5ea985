"""The partner as a whole: an ASGI app to be served over TLS, and what tests may know of it."""

import json
import threading
from collections.abc import Awaitable, Callable
from typing import Literal

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from shared.instants import Instant
from tests.partners.acs.asked import Asked, Handler, Refusal, invalid
from tests.partners.acs.callers import Callers, Sent
from tests.partners.acs.clock import PartnerClock
from tests.partners.acs.identities import Identities
from tests.partners.acs.rooms import Rooms
from tests.partners.faults import Faulty
from tests.partners.managed_identity import IdentityProvider

Power = Literal["speak", "share_screen", "remove_others"]
POWERS: dict[str, frozenset[Power]] = {
    "Presenter": frozenset({"speak", "share_screen", "remove_others"}),
    "Collaborator": frozenset({"speak", "share_screen"}),
    "Attendee": frozenset({"speak"}),
    "Consumer": frozenset(),
}
"""Microsoft Learn, "Rooms overview", roles and permissions (as far as we care)."""


class AcsStandIn:
    """Identity and Rooms of one resource. `faulty` is what is served."""

    def __init__(self, provider: IdentityProvider) -> None:
        self.clock = PartnerClock()
        self.callers = Callers(provider, self.clock)
        self.identities = Identities(self.clock)
        self.rooms = Rooms(self.clock, self.identities)
        self.asked: list[Asked] = []
        """Every request whose caller was known, as it came."""
        self._rotates_before: str | None = None
        self._guard = threading.RLock()
        rows = [*self.identities.rows, *self.rooms.rows]
        self.faulty = Faulty(
            Starlette(routes=[Route(path, self._handled(handler), methods=[method]) for method, path, handler in rows])
        )

    def connection_string(self, origin: str) -> str:
        """As the portal shows it."""
        return f"endpoint={origin}/;accesskey={self.callers.key}"

    def rotate_key(self) -> None:
        """Make the access key anew: the old one opens nothing, and its tokens are dead."""
        with self._guard:
            self.identities.kill_tokens_of(self.callers.rotate_key())

    def rotate_key_before(self, path: str) -> None:
        """Make the access key anew when the next request to a path that begins so comes in."""
        self._rotates_before = path

    def is_alive(self, token: str, at: Instant | None = None) -> bool:
        """Whether a token is good at that moment (now)."""
        with self._guard:
            return self.identities.holder(token, self.clock() if at is None else at) is not None

    def living_tokens(self, at: Instant | None = None) -> frozenset[str]:
        """All tokens that are good at that moment (now)."""
        with self._guard:
            return frozenset(token for token in self.identities.issued if self.is_alive(token, at))

    def powers(self, token: str, room_id: str, at: Instant | None = None) -> frozenset[Power] | None:
        """What the bearer of a token may do in a room at that moment (now); None when it does not let them in."""
        moment = self.clock() if at is None else at
        with self._guard:
            known, room = self.identities.holder(token, moment), self.rooms.standing.get(room_id)
            if known is None or room is None or not room.opens <= moment < room.closes:
                return None
            role = room.roster.get(known.user_id)
            return POWERS[role] if role and known.scopes & {"voip", "voip.join"} else None

    def who_may_enter(self, room_id: str, at: Instant | None = None) -> frozenset[str]:
        """The tokens that let somebody into a room at that moment (now)."""
        with self._guard:
            return frozenset(token for token in self.identities.issued if self.powers(token, room_id, at) is not None)

    def _handled(self, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        async def handle(request: Request) -> Response:
            body = await request.body()
            query = request.url.query
            target = request.scope["raw_path"].decode() + (f"?{query}" if query else "")
            try:
                with self._guard:
                    if self._rotates_before is not None and target.startswith(self._rotates_before):
                        self._rotates_before = None
                        self.rotate_key()
                    key = self.callers.judge(Sent(request.method, target, request.headers, body))
                    asked = _asked(request, body, key)
                    self.asked.append(asked)
                    status, answer = handler(asked)
            except Refusal as refusal:
                return JSONResponse(refusal.envelope, refusal.status)
            return Response(status_code=status) if answer is None else JSONResponse(answer, status)

        return handle


def _asked(request: Request, body: bytes, key: str | None) -> Asked:
    try:
        content = json.loads(body) if body else {}
    except ValueError:
        raise invalid("the body is not JSON") from None
    if not isinstance(content, dict):
        raise invalid("the body is no object")
    return Asked(
        request.method, request.url.path, request.path_params, request.query_params, request.headers, content, key
    )
