"""A session token is ours, unchanged, in time, of this purpose, and worth nothing once its call is over.

The forger here has more than any thief: the signing key itself, so that what is refused is refused for its claims.
"""

from pathlib import Path

import httpx
import pytest

from shared.adapters.file_secrets import FileSecrets
from shared.settings import SettingsError, load
from tests.functions.people import Customer
from tests.functions.product import fine, refused
from tests.security.conftest import TwoApps
from tests.security.forged_tokens import FORGED, Forger
from tests.security.instances import SignedIn


@pytest.fixture
async def forger(apps: TwoApps, admitted: Customer) -> Forger:
    keys = await FileSecrets(Path(apps.for_customers.process.data_dir) / "secrets").key_ring("session")
    return Forger(admitted.http.headers["Authorization"].partition(" ")[2], keys.newest)


@pytest.mark.parametrize("kind", FORGED)
def test_a_forged_token_is_nobodys(admitted: Customer, forger: Forger, kind: str) -> None:
    admitted.bear(FORGED[kind](forger))

    refused(admitted.get("/api/session"), 401, "session_invalid")
    refused(admitted.post("/api/issue-acs-token", {}), 401, "session_invalid")
    refused(admitted.post("/api/consent", {"kind": "screen", "granted": True}), 401, "session_invalid")


def test_the_forgers_own_true_token_is_taken(admitted: Customer, forger: Forger) -> None:
    """The control: the refusals above are for what was changed, not for who signed."""
    admitted.bear(forger.but(jti="another"))

    fine(admitted.get("/api/session"))


@pytest.mark.parametrize(
    "authorization", ["{}", "Basic {}", "Bearer  {}", "Bearer\t{}", "Token {}", "Bearer {} x", "Bearer, Bearer {}"]
)
def test_a_token_is_shown_in_exactly_one_way(admitted: Customer, forger: Forger, authorization: str) -> None:
    headers = {"Authorization": authorization.format(forger.token)}

    refused(admitted.get("/api/session", headers), 401, "session_invalid")


def test_a_token_in_an_address_or_a_cookie_is_not_looked_at(apps: TwoApps, visitor: Customer, forger: Forger) -> None:
    for path in (f"/api/session?access_token={forger.token}", f"/api/session?session_token={forger.token}"):
        refused(visitor.document.check(_without_token(visitor, path)), 401, "session_invalid")
    cookie = {"Cookie": f"session_token={forger.token}"}
    refused(visitor.document.check(_without_token(visitor, "/api/session", cookie)), 401, "session_invalid")


def _without_token(visitor: Customer, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
    door = {name: visitor.http.headers[name] for name in ("X-Azure-FDID", "X-Azure-SocketIP")}
    return httpx.get(visitor.origin + path, headers={**door, **(headers or {})})


def test_what_it_says_is_what_was_decided(apps: TwoApps, admitted: Customer, forger: Forger) -> None:
    assert forger.header.keys() == {"alg", "typ", "kid"}
    assert (forger.header["alg"], forger.header["typ"]) == ("RS256", "JWT")
    published = {key["kid"] for key in fine(admitted.get("/api/jwks"))["keys"]}
    assert forger.header["kid"] in published
    assert forger.claims["iss"] == "assisted-chat"
    assert forger.claims["aud"] == "assisted-chat-session"
    assert {"sub", "jti", "call_id", "role", "iat", "exp"} <= forger.claims.keys()
    assert 0 < forger.claims["exp"] - forger.claims["iat"] <= 600


def test_a_longer_life_cannot_be_set() -> None:
    with pytest.raises(SettingsError, match="SESSION_TTL_SECONDS"):
        load({"SESSION_TTL_SECONDS": "601"})


def test_the_published_keys_have_nothing_private(admitted: Customer) -> None:
    for key in fine(admitted.get("/api/jwks"))["keys"]:
        assert key.keys() == {"kty", "use", "alg", "kid", "n", "e"}


@pytest.fixture
def ended(signed_in: SignedIn, admitted: Customer) -> Customer:
    signed_in.end(admitted.named["call_id"])
    return admitted


def test_it_is_dead_with_its_call_at_once(ended: Customer) -> None:
    """Though its time is not over and its signature as good as ever."""
    refused(ended.post("/api/issue-acs-token", {}), 410, "call_closed")
    refused(ended.post("/api/consent", {"kind": "screen", "granted": True}), 410, "call_closed")
    signal = {"to": "operator", "kind": "bye", "data": ""}
    refused(ended.post("/api/local-call-signals", signal), 410, "call_closed")
    told = fine(ended.get("/api/session"))
    assert told["state"] == "ended"
    assert "session_token" not in told or told["session_token"] is None


def test_it_is_dead_with_its_place_at_once(admitted: Customer) -> None:
    fine(admitted.post("/api/end-call", {}))

    refused(admitted.post("/api/issue-acs-token", {}), 410, "left")
    refused(admitted.post("/api/consent", {"kind": "screen", "granted": True}), 410, "left")


def test_whoever_was_turned_away_has_nothing_of_it(signed_in: SignedIn, visitor: Customer) -> None:
    visitor.redeem(signed_in.new_pin(signed_in.new_call()))
    fine(signed_in.post("/api/turn-away", visitor.named))

    refused(visitor.post("/api/issue-acs-token", {}), 403, "turned_away")


def test_after_ten_minutes_it_is_over(apps: TwoApps, admitted: Customer) -> None:
    """Told apart from a forged one only when everything else is right."""
    apps.clock.forward(601)

    refused(admitted.get("/api/session"), 401, "session_expired")
    refused(admitted.post("/api/issue-acs-token", {}), 401, "session_expired")
