"""Every route of the product with a request that its contract takes, so that a test can ask them all."""

from dataclasses import dataclass

from functions.routes import ROUTES, Route

NO_CALL, NO_PARTICIPANT = "call_" + "0" * 32, "part_" + "0" * 32
_KEY = "k" * 22
_BODIES: dict[str, dict[str, object]] = {
    "create-call": {},
    "issue-pin": {"call_id": NO_CALL},
    "redeem-pin": {"pin": "0000000000", "redemption_key": _KEY},
    "resume": {"call_id": NO_CALL, "participant_id": NO_PARTICIPANT, "redemption_key": _KEY},
    "issue-acs-token": {"call_id": NO_CALL},
    "consent": {"kind": "screen", "granted": True},
    "admit": {"call_id": NO_CALL, "participant_id": NO_PARTICIPANT, "match_code": "00"},
    "turn-away": {"call_id": NO_CALL, "participant_id": NO_PARTICIPANT},
    "end-call": {"call_id": NO_CALL},
    "local-call-signals": {"call_id": NO_CALL, "to": NO_PARTICIPANT, "kind": "offer", "data": ""},
}
_QUERIES = {"read-local-call-signals": f"?call_id={NO_CALL}"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for one route: `body` None where it takes none."""

    route: Route
    path: str
    body: dict[str, object] | None

    @property
    def name(self) -> str:
        return self.route.name

    @property
    def method(self) -> str:
        return self.route.method


def _asked(route: Route) -> Asked:
    path = "/" + route.path.replace("{call_id}", NO_CALL).replace("{*path}", "index.html")
    return Asked(route, path + _QUERIES.get(route.name, ""), _BODIES.get(route.name))


EVERY = {route.name: _asked(route) for route in ROUTES}
"""By the route's name. A route with a body that is not here fails the tests that ask them all."""
BY_OPERATORS = {name: asked for name, asked in EVERY.items() if asked.route.caller in {"operator", "staff", "either"}}
WITH_BODY = {name: asked for name, asked in EVERY.items() if asked.route.body is not None}
