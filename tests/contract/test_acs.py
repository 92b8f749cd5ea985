"""Azure Communication Services keep every promise of the port, whatever lets us in, and a few of their own."""

import base64
import json

import pytest

from shared.adapters.acs.calls import AcsCalls
from shared.calls import RoomRole
from shared.instants import Instant, after_seconds, rfc3339
from shared.json_values import Json
from tests.contract.acs_resource import AcsResource
from tests.contract.call_service import CallServiceContract
from tests.partners.acs.asked import moment_of
from tests.partners.acs.service import POWERS, AcsStandIn

HOUR = 3600


class TestAcsByConnectionString(AcsResource, CallServiceContract):
    @pytest.fixture
    def service(self, calls: AcsCalls) -> AcsCalls:
        return calls


class TestAcsByManagedIdentity(AcsResource, CallServiceContract):
    @pytest.fixture
    def service(self, calls_by_identity: AcsCalls) -> AcsCalls:
        return calls_by_identity

    async def test_browsers_are_told_the_resources_endpoint(self, calls_by_identity: AcsCalls, origin: str) -> None:
        assert calls_by_identity.endpoint == origin


class TestWhatIsAskedOfAcs(AcsResource):
    """The least of everything, seen on the wire."""

    async def test_a_token_has_the_least_scope_and_the_shortest_life(self, calls: AcsCalls, acs: AcsStandIn) -> None:
        user_id, token = await calls.create_identity()
        await calls.issue_token(user_id)

        assert {(issued.scopes, issued.minutes) for issued in acs.identities.issued.values()} == {
            (frozenset({"voip.join"}), 60)
        }
        assert acs.identities.issued[token.token].user_id == user_id

    async def test_an_identity_and_its_token_are_one_request(self, calls: AcsCalls, acs: AcsStandIn) -> None:
        await calls.create_identity()

        assert [(asked.method, asked.path) for asked in acs.asked] == [("POST", "/identities")]

    async def test_the_end_of_a_token_is_told_to_the_millisecond(self, calls: AcsCalls, acs: AcsStandIn) -> None:
        _, token = await calls.create_identity()

        assert token.expires_at == acs.identities.issued[token.token].dies_at

    async def test_a_room_is_open_for_its_window_and_has_no_telephone(self, calls: AcsCalls, acs: AcsStandIn) -> None:
        """The operator presents from the first moment: no request makes them so afterwards, and nobody has a token."""
        opens, closes = Instant(1_767_225_600_017), Instant(1_767_229_199_999)
        room = await calls.open_room(opens, closes)

        body = acs.asked[-1].body
        assert moment_of(body["validFrom"]) == opens
        assert moment_of(body["validUntil"]) == closes
        assert body["pstnDialOutEnabled"] is False
        assert body["participants"] == {room.operator_user_id: {"role": "Presenter"}}
        assert [(asked.method, asked.path) for asked in acs.asked] == [("POST", "/identities"), ("POST", "/rooms")]
        assert acs.identities.issued == {}

    @pytest.mark.parametrize(
        ("role", "there"),
        [("presenter", "Presenter"), ("collaborator", "Collaborator"), ("attendee", "Attendee")],
    )
    async def test_roles_are_the_services_own(
        self, calls: AcsCalls, acs: AcsStandIn, now: Instant, role: RoomRole, there: str
    ) -> None:
        room = await calls.open_room(now, after_seconds(now, HOUR))
        user_id, _ = await calls.create_identity()
        await calls.join_room(room.room_id, user_id, role)

        assert acs.rooms.standing[room.room_id].roster == {room.operator_user_id: "Presenter", user_id: there}
        assert sorted(await calls.roster(room.room_id)) == sorted([room.operator_user_id, user_id])

    async def test_a_room_is_emptied_before_it_is_ended(self, calls: AcsCalls, acs: AcsStandIn, now: Instant) -> None:
        """Whether the end of a room throws out who is in it is not documented; leaving its roster does."""
        room = await calls.open_room(now, after_seconds(now, HOUR))
        await calls.close_room(room.room_id)

        changes = [(asked.method, asked.body) for asked in acs.asked if asked.path.startswith("/rooms/")]
        emptied: Json = {"participants": {room.operator_user_id: None}}
        assert changes[-2:] == [("PATCH", emptied), ("DELETE", {})]

    async def test_a_room_past_its_time_is_ended_whether_or_not_it_can_still_be_emptied(
        self, calls: AcsCalls, acs: AcsStandIn
    ) -> None:
        acs.rooms.past_is_fixed = True
        opens = after_seconds(acs.clock(), -HOUR)
        room = await calls.open_room(opens, after_seconds(opens, 60))

        await calls.close_room(room.room_id)

        assert acs.rooms.standing == {}

    async def test_an_identity_is_revoked_before_it_is_deleted(self, calls: AcsCalls, acs: AcsStandIn) -> None:
        user_id, _ = await calls.create_identity()
        await calls.delete_identity(user_id)

        one = f"/identities/{user_id}"
        assert [(asked.method, asked.path) for asked in acs.asked][1:] == [
            ("POST", f"{one}/:revokeAccessTokens"),
            ("DELETE", one),
        ]
        assert acs.identities.living == set()

    async def test_rooms_that_are_over_are_found_on_every_page(
        self, calls: AcsCalls, calls_by_identity: AcsCalls, acs: AcsStandIn, now: Instant
    ) -> None:
        """Those that lasted as long as asked: another app's on the same resource are left alone."""
        acs.rooms.page_size = 2
        early = [(await calls.open_room(now, after_seconds(now, HOUR))).room_id for _ in range(5)]
        late = (await calls.open_room(after_seconds(now, 100), after_seconds(now, HOUR + 100))).room_id
        await calls.open_room(now, after_seconds(now, HOUR - 600))

        for each in (calls, calls_by_identity):
            assert sorted(await each.rooms_over(after_seconds(now, HOUR + 50), HOUR)) == sorted(early)
            assert sorted(await each.rooms_over(after_seconds(now, HOUR + 150), HOUR)) == sorted([*early, late])
        assert list(await calls.rooms_over(after_seconds(now, HOUR), HOUR)) == []

    async def test_asking_whether_it_answers_changes_nothing(self, calls: AcsCalls, acs: AcsStandIn) -> None:
        await calls.ping()

        assert [asked.method for asked in acs.asked] == ["GET"]

    async def test_the_endpoint_is_the_connection_strings_once_it_was_read(self, calls: AcsCalls, origin: str) -> None:
        assert calls.endpoint is None
        await calls.ping()

        assert calls.endpoint == origin


class TestWhoMayEnterARoom(AcsResource):
    """What the product promises of its calls, as the service judges it."""

    async def test_roles_give_powers_and_take_them_away(self, calls: AcsCalls, acs: AcsStandIn, now: Instant) -> None:
        room = await calls.open_room(now, after_seconds(now, HOUR))
        operator = (await calls.issue_token(room.operator_user_id)).token
        user_id, customer = await calls.create_identity()

        await calls.join_room(room.room_id, user_id, "collaborator")
        assert acs.powers(operator, room.room_id) == POWERS["Presenter"]
        assert acs.powers(customer.token, room.room_id) == POWERS["Collaborator"]

        await calls.join_room(room.room_id, user_id, "attendee")
        assert acs.powers(customer.token, room.room_id) == POWERS["Attendee"]

        await calls.leave_room(room.room_id, user_id)
        assert acs.powers(customer.token, room.room_id) is None
        assert acs.who_may_enter(room.room_id) == {operator}

    async def test_nobody_enters_before_the_window_or_after_it(self, calls: AcsCalls, acs: AcsStandIn) -> None:
        opens = after_seconds(acs.clock(), 600)
        closes = after_seconds(opens, 1200)
        room = await calls.open_room(opens, closes)
        token = (await calls.issue_token(room.operator_user_id)).token

        let_in = {
            rfc3339(at): acs.powers(token, room.room_id, at) is not None
            for at in (Instant(opens - 1), opens, Instant(closes - 1), closes)
        }
        assert list(let_in.values()) == [False, True, True, False], let_in
        assert acs.is_alive(token, closes)

    async def test_who_is_not_on_the_roster_does_not_enter(
        self, calls: AcsCalls, acs: AcsStandIn, now: Instant
    ) -> None:
        """Not even with a living token of the same resource and the room's id."""
        room = await calls.open_room(now, after_seconds(now, HOUR))
        _, stranger = await calls.create_identity()

        assert acs.is_alive(stranger.token)
        assert acs.powers(stranger.token, room.room_id) is None

    async def test_after_the_end_nobody_gets_in_although_the_tokens_still_live(
        self, calls: AcsCalls, acs: AcsStandIn, now: Instant
    ) -> None:
        room = await calls.open_room(now, after_seconds(now, HOUR))
        user_id, customer = await calls.create_identity()
        await calls.join_room(room.room_id, user_id, "collaborator")
        assert acs.who_may_enter(room.room_id) == {customer.token}

        await calls.close_room(room.room_id)

        assert acs.is_alive(customer.token)
        assert acs.who_may_enter(room.room_id) == frozenset()

    async def test_an_identity_that_is_deleted_has_no_living_token(self, calls: AcsCalls, acs: AcsStandIn) -> None:
        user_id, first = await calls.create_identity()
        second = await calls.issue_token(user_id)

        await calls.delete_identity(user_id)

        assert not acs.is_alive(first.token)
        assert not acs.is_alive(second.token)

    async def test_an_old_token_never_enters_a_later_call(self, calls: AcsCalls, acs: AcsStandIn, now: Instant) -> None:
        """Not of a call that ended as it should, and not of one whose identities could not be ended."""
        room, user_id = await calls.open_room(now, after_seconds(now, HOUR)), ""
        for _ in range(2):
            await calls.issue_token(room.operator_user_id)
            user_id, _ = await calls.create_identity()
            await calls.join_room(room.room_id, user_id, "collaborator")
        await calls.close_room(room.room_id)
        await calls.delete_identity(user_id)
        old = frozenset(acs.identities.issued)

        later = await calls.open_room(now, after_seconds(now, HOUR))
        new = (await calls.issue_token(later.operator_user_id)).token

        assert len(old) == 4
        for minutes in range(0, 60, 10):
            assert acs.who_may_enter(later.room_id, after_seconds(now, minutes * 60)) <= {new}
        assert acs.powers(new, later.room_id) is not None

    async def test_a_browsers_sdk_reads_the_end_of_a_token_in_it(self, calls: AcsCalls) -> None:
        user_id, token = await calls.create_identity()

        claims = json.loads(base64.urlsafe_b64decode(token.token.split(".")[1] + "=="))
        assert claims["exp"] == token.expires_at // 1000
        assert "8:" + claims["skypeid"] == user_id
