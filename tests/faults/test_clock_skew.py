"""A clock that is five minutes wrong: one instance's against the other's and the neighbours'. A browser's own is never
asked, but for the time in its proofs.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from shared.instants import Instant, after_seconds
from tests.faults.conftest import Neighbours
from tests.functions.product import Product, fine, fresh_key, refused
from tests.unit.held_clock import HeldClock

FIVE_MINUTES = 300
Two = tuple[Product, Product]


@pytest.fixture(params=[-FIVE_MINUTES, FIVE_MINUTES], ids=["behind", "ahead"])
async def two(
    request: pytest.FixtureRequest, neighbours: Neighbours, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Two]:
    """Two instances on one store and one resource: one has the neighbours' time, the other's is wrong."""
    for name, value in neighbours.cloud.identity_environment.items():
        monkeypatch.setenv(name, value)
    settings = neighbours.cloud.settings(neighbours.cloud.cosmos.new_database())
    now = neighbours.cloud.acs.clock()
    right, wrong = (
        Product(tmp_path, HeldClock(Instant(moment)), **settings) for moment in (now, after_seconds(now, request.param))
    )
    yield right, wrong
    for each in (right, wrong):
        await each.wired.close()


def _is_ahead(two: Two) -> bool:
    return two[1].clock() > two[0].clock()


async def test_a_pin_lives_five_minutes_by_whoever_judges_it_and_ten_at_most(two: Two) -> None:
    """Where its life is over early, the refusal burns nothing, and the instance that made it still takes it."""
    right, wrong = two
    call_id, key = await right.new_call(), fresh_key()
    pin = await right.new_pin(call_id)

    elsewhere = await wrong.redeem(pin, key)
    if _is_ahead(two):
        refused(elsewhere, 403, "pin_rejected")
    else:
        fine(elsewhere)
    fine(await right.redeem(pin, key))

    assert len((await right.call(call_id))["participants"]) == 1
    assert (await right.kept(call_id))["failures"] == 0
    late = await wrong.new_pin(call_id)
    right.clock.forward(600)
    refused(await right.redeem(late), 403, "pin_rejected")


async def test_a_session_of_one_instance_is_good_at_the_other(two: Two) -> None:
    """Both ways, so that a customer is not sent back and forth between them."""
    for here, there in (two, two[::-1]):
        place = await here.waiting(await here.new_call())
        fine(await there.customer(place["session_token"], "/api/session"))
        fine(await there.admit(place))
        fine(await there.customer(place["session_token"], "/api/issue-acs-token", {}))


async def test_a_token_dies_ten_minutes_after_it_was_made_wherever_it_was(two: Two) -> None:
    """By the clock of whoever judges it; the other's error is the most that this can be off by."""
    right, wrong = two
    token = (await wrong.waiting(await wrong.new_call()))["session_token"]
    right.clock.forward(600 + FIVE_MINUTES + 1)

    refused(await right.customer(token, "/api/session"), 401, "session_expired")


async def test_a_call_ends_and_its_room_with_it_whatever_the_clocks_say(two: Two, neighbours: Neighbours) -> None:
    right, wrong = two
    call_id = await wrong.new_call()
    place = await right.admitted(call_id)
    grant = fine(await right.customer(place["session_token"], "/api/issue-acs-token", {}))
    kept = await right.kept(call_id)
    acs = neighbours.cloud.acs
    assert acs.rooms.standing[kept["room_id"]].closes == kept["expires_at"], "the room's window is the call's"
    opens = acs.rooms.standing[kept["room_id"]].opens
    assert opens - acs.clock() <= FIVE_MINUTES * 1000, "late by the clock's error at most (docs/reliability.md)"

    fine(await right.operator("/api/end-call", {"call_id": call_id}))

    assert acs.powers(grant["token"], kept["room_id"]) is None
