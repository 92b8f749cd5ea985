"""How a persona shows itself to the product."""

import time

from schemathesis import Case

from tests.functions.browser_key import BrowserKey
from tests.openapi.journeys import Journeys, Place, signed_in
from tests.openapi.personas import Persona


class Caller:
    """Cookie of the staff, token of the customer (with a proof, if it is bound to a key), either or both."""

    def __init__(self, origin: str, persona: Persona) -> None:
        self._origin, self._persona = origin, persona
        self._key = BrowserKey() if persona.has_key else None
        self._journeys = Journeys(origin, self._key)
        self._cookie = signed_in(origin, persona.staff) if persona.staff else None

    def headers(self) -> dict[str, str]:
        """What is sent with the next request."""
        if self._persona.customer is None:
            return {}
        kind = "Bearer" if self._key is None else "DPoP"
        return {"Authorization": f"{kind} {self._journeys.place(self._persona.customer).session_token}"}

    def enter(self, case: Case, headers: dict[str, str]) -> None:
        """Send the request as this persona."""
        case.headers.update(headers)
        if self._cookie is not None:
            case.cookies["AppServiceAuthSession"] = self._cookie

    def prove(self, case: Case) -> None:
        """A proof for this very request, unless one of another kind is being tried."""
        if self._key is not None and "Authorization" in case.headers and "DPoP" not in case.headers:
            token = str(case.headers["Authorization"]).partition(" ")[2]
            case.headers["DPoP"] = self._key.proof(case.method, self._origin + case.path, int(time.time()), token)

    def place(self, operation: str) -> Place:
        """A customer to speak of: the one who asks, if it is a customer who does; who waits, if it is of the lobby."""
        at_the_door = "waiting" if operation in {"admit", "turn-away"} else None
        return self._journeys.place(self._persona.customer or at_the_door)

    def leave(self) -> None:
        """That customer's place has been spoilt; the next one is fresh."""
        self._journeys.is_over()
