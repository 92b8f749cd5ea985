"""Calls that are under way while the fuzzing goes on: their ids, PINs, match codes and tokens are real."""

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import httpx

from tests.functions.browser_key import BrowserKey
from tests.functions.people import NO_TLS
from tests.functions.product import FRONT_DOOR_ID, fine, fresh_address, fresh_key

Stage = Literal["waiting", "admitted", "left"]
_STAGES: tuple[Stage, ...] = ("waiting", "admitted", "left")
_USES = 8


def signed_in(origin: str, persona: str) -> str:
    """The cookie of somebody of the cast."""
    answer = httpx.get(f"{origin}/.auth/login/aad", params={"as": persona}, verify=NO_TLS)
    assert answer.status_code == 302
    return answer.cookies["AppServiceAuthSession"]


@dataclass(frozen=True)
class Place:
    """A customer's place in a call of operator-1, and a PIN of another call that nobody has used."""

    call_id: str
    participant_id: str
    redemption_key: str
    match_code: str
    session_token: str
    unused_pin: str


class Journeys:
    """Places as they are wanted: one is used several times, until something is done that ends it.

    With a `key` the sessions are bound to it.
    """

    def __init__(self, origin: str, key: BrowserKey | None = None) -> None:
        self._origin, self._key = origin, key
        self._http = httpx.Client(base_url=origin, timeout=30, verify=NO_TLS)
        self._http.cookies.set("AppServiceAuthSession", signed_in(origin, "operator-1"))
        self._stages: Iterator[Stage] = itertools.cycle(_STAGES)
        self._places: dict[Stage, tuple[Place, int]] = {}
        self._last: Stage = "waiting"

    def place(self, stage: Stage | None) -> Place:
        """Somebody who is at this stage, or at each in turn."""
        self._last = stage or next(self._stages)
        place, uses = self._places.get(self._last) or (self._begun(self._last), _USES)
        self._places[self._last] = (place, uses - 1)
        if uses == 1:
            del self._places[self._last]
        return place

    def is_over(self) -> None:
        """The last place has been spoilt; the next one there is fresh."""
        self._places.pop(self._last, None)

    def _begun(self, stage: Stage) -> Place:
        key, pin = fresh_key(), self._new_pin()
        redeemed = self._post("redeem-pin", {"pin": pin, "redemption_key": key}, stranger=True)
        named = {name: redeemed[name] for name in ("call_id", "participant_id")}
        if stage != "waiting":
            self._post("admit", {**named, "match_code": redeemed["match_code"]})
        if stage == "left":
            self._post("end-call", {}, token=redeemed["session_token"])
        return Place(
            **named,
            redemption_key=key,
            match_code=redeemed["match_code"],
            session_token=redeemed["session_token"],
            unused_pin=self._new_pin(),
        )

    def _new_pin(self) -> str:
        call = self._post("create-call", {}, 201)
        return str(self._post("issue-pin", {"call_id": call["call_id"]}, 201)["pin"])

    def _post(
        self, route: str, body: dict[str, Any], status: int = 200, token: str | None = None, *, stranger: bool = False
    ) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if stranger:
            headers |= {"X-Azure-FDID": FRONT_DOOR_ID, "X-Azure-SocketIP": fresh_address()}
            if self._key is not None:
                headers["DPoP"] = self._key.proof("POST", f"{self._origin}/api/{route}", int(time.time()))
        return fine(self._http.post(f"/api/{route}", json=body, headers=headers), status)
