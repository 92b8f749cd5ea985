"""The main job over Communication Services: rooms, identities and tokens are the stand-in's, media is real."""

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Playwright, expect

from tests.e2e.acs.scripted_sdk import use_scripted_sdk
from tests.e2e.acs.switchboard import Switchboard
from tests.e2e.browsers import ACCEPT_THIS_TAB, Person, person
from tests.e2e.people import Customer, Operator, at, watch_peer_connections
from tests.e2e.test_coming_back import expect_voice
from tests.e2e.test_journey import in_call
from tests.partners.acs.rooms import StandingRoom
from tests.partners.cloud import Cloud

SOON_SECONDS = 30
ALMOST_AN_HOUR = 60 * 60 - 30
"""Microsoft's credential asks for a new token at half of what is left, once that is less than ten minutes."""


def eventually(holds: Callable[[], bool], person: Person) -> None:
    """Fail unless it holds before long; the browsers go on meanwhile."""
    until = time.monotonic() + SOON_SECONDS
    while not holds():
        assert time.monotonic() < until, "it did not come true"
        person.page.wait_for_timeout(200)


@pytest.fixture
def room_of_the_call(cloud: Cloud) -> Callable[[], StandingRoom]:
    """The room that was made since the test began."""
    before = set(cloud.acs.rooms.standing)

    def room() -> StandingRoom:
        (made,) = set(cloud.acs.rooms.standing) - before
        return cloud.acs.rooms.standing[made]

    return room


def test_both_are_in_the_calls_room_under_the_identities_they_were_given(
    operator: Operator,
    customer: Customer,
    board: Switchboard,
    cloud: Cloud,
    room_of_the_call: Callable[[], StandingRoom],
) -> None:
    in_call(operator, customer)
    operator.expect_screen()

    room = room_of_the_call()
    assert board.users(room.room_id) == set(room.roster)
    assert len(room.roster) == 2
    assert set(room.roster) <= cloud.acs.identities.living


def test_ending_tells_both_and_leaves_neither_room_nor_identities(
    operator: Operator, customer: Customer, cloud: Cloud, room_of_the_call: Callable[[], StandingRoom]
) -> None:
    in_call(operator, customer)
    operator.expect_screen()
    room = room_of_the_call()
    operator.end()

    customer.expect_phase("ended")
    expect(operator.person.page.get_by_role("heading", name="The call has ended")).to_be_visible()
    eventually(lambda: room.room_id not in cloud.acs.rooms.standing, operator.person)
    eventually(lambda: not set(room.roster) & cloud.acs.identities.living, operator.person)


@pytest.fixture
def tokens_almost_spent(cloud: Cloud) -> Iterator[Callable[[], None]]:
    """Tokens that have half a minute of their hour left when they arrive, until it is called."""
    cloud.acs.clock.forward(-ALMOST_AN_HOUR)
    behind = True

    def right_again() -> None:
        nonlocal behind
        if behind:
            cloud.acs.clock.forward(ALMOST_AN_HOUR)
        behind = False

    yield right_again
    right_again()


def test_tokens_are_renewed_before_they_die_and_nobody_notices(
    operator: Operator,
    customer: Customer,
    cloud: Cloud,
    room_of_the_call: Callable[[], StandingRoom],
    tokens_almost_spent: Callable[[], None],
) -> None:
    in_call(operator, customer)
    operator.expect_screen()
    both = set(room_of_the_call().roster)
    tokens_almost_spent()

    def renewed() -> bool:
        now = cloud.acs.clock()
        fresh = {issued.user_id for issued in cloud.acs.identities.issued.values() if issued.dies_at > now + 3_000_000}
        return both <= fresh

    eventually(renewed, operator.person)
    operator.expect_screen()
    expect_voice(operator, customer)


def test_where_the_service_takes_no_stream_of_ours_the_customer_is_warned_of_its_picker(
    playwright: Playwright, operator: Operator, origin: str, exchange: tuple[Switchboard, str]
) -> None:
    with person(playwright, ACCEPT_THIS_TAB, origins=(origin,)) as sitting:
        watch_peer_connections(sitting)
        use_scripted_sdk(sitting.context, exchange[1], raw_media=False)
        customer = Customer(sitting, origin)
        customer.open_widget()
        in_call(operator, customer)

        expect(at(sitting, "service-picker")).to_be_visible()
