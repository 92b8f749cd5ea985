"""`redeem-pin` against the bare host: what PIN, store and signature cost on top of an empty request."""

import secrets
import time
from collections.abc import Callable

import httpx

from bench.running import Figure
from tests.e2e.hosts import running_host

ROUNDS = 60
AIM = 5.0


def redeem_pin() -> Figure:
    """Successful redemptions, each between two requests that do nothing."""
    with (
        running_host(LOG_LEVEL="WARNING") as origin,
        httpx.Client(base_url=origin) as operator,
        httpx.Client(base_url=origin) as customer,
    ):
        operator.get("/.auth/login/aad", params={"as": "operator-1"})
        redeemed, bare = [], []
        for _ in range(ROUNDS):
            call_id = operator.post("/api/create-call", json={}).json()["call_id"]
            pin = operator.post("/api/issue-pin", json={"call_id": call_id}).json()["pin"]
            body = {"pin": pin, "redemption_key": secrets.token_urlsafe(24)}
            bare.append(_milliseconds(lambda: customer.get("/api/health")))
            redeemed.append(_milliseconds(lambda sent=body: customer.post("/api/redeem-pin", json=sent)))  # type: ignore[misc]
    return Figure("redeem-pin", "bare host (GET /api/health)", redeemed, bare, AIM)


def _milliseconds(ask: Callable[[], httpx.Response]) -> float:
    start = time.perf_counter()
    answer = ask()
    taken = (time.perf_counter() - start) * 1000
    assert answer.status_code == 200, answer.text
    return taken
