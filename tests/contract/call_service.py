"""The promises of `ports.CallService`. Subclass, provide `service` and `now`, inherit every test."""

import pytest

from shared.instants import Instant, after_seconds
from shared.ports import CallService


class CallServiceContract:
    """What carries voice and pictures."""

    @pytest.fixture
    def service(self) -> CallService:
        """The service."""
        raise NotImplementedError

    @pytest.fixture
    def now(self) -> Instant:
        """The moment that the service takes for now."""
        raise NotImplementedError

    async def test_it_has_a_name_for_answers(self, service: CallService) -> None:
        assert service.provider in {"acs", "local"}

    async def test_every_call_has_a_room_and_the_operator_an_identity_of_its_own(
        self, service: CallService, now: Instant
    ) -> None:
        rooms = [await service.open_room(now, after_seconds(now, 3600)) for _ in range(3)]

        assert len({room.room_id for room in rooms}) == 3
        assert len({room.operator_user_id for room in rooms}) == 3

    async def test_every_participation_has_a_fresh_identity_and_token(self, service: CallService) -> None:
        made = [await service.create_identity() for _ in range(3)]

        assert len({user_id for user_id, _ in made}) == 3
        assert len({token.token for _, token in made}) == 3

    async def test_a_token_lives_for_an_hour(self, service: CallService, now: Instant) -> None:
        user_id, first = await service.create_identity()
        refreshed = await service.issue_token(user_id)

        for token in (first, refreshed):
            assert abs(token.expires_at - after_seconds(now, 3600)) < 60_000
        assert refreshed.token != first.token

    async def test_joining_twice_is_joining_once(self, service: CallService, now: Instant) -> None:
        room = await service.open_room(now, after_seconds(now, 3600))
        user_id, _ = await service.create_identity()

        await service.join_room(room.room_id, user_id, "collaborator")
        await service.join_room(room.room_id, user_id, "collaborator")

    async def test_a_power_is_taken_away_by_joining_again_with_less(self, service: CallService, now: Instant) -> None:
        room = await service.open_room(now, after_seconds(now, 3600))
        user_id, _ = await service.create_identity()

        await service.join_room(room.room_id, user_id, "collaborator")
        await service.join_room(room.room_id, user_id, "attendee")

    async def test_who_left_may_be_thrown_out_again(self, service: CallService, now: Instant) -> None:
        room = await service.open_room(now, after_seconds(now, 3600))
        user_id, _ = await service.create_identity()
        await service.join_room(room.room_id, user_id, "collaborator")

        for _ in range(2):
            await service.leave_room(room.room_id, user_id)

        assert user_id not in await service.roster(room.room_id)

    async def test_a_room_that_is_closed_has_nobody_on_its_roster(self, service: CallService, now: Instant) -> None:
        room = await service.open_room(now, after_seconds(now, 3600))
        await service.close_room(room.room_id)

        assert list(await service.roster(room.room_id)) == []
        assert room.room_id not in await service.rooms_over(after_seconds(now, 3700), 3600)
        await service.leave_room(room.room_id, room.operator_user_id)

    async def test_ending_twice_is_ending_once(self, service: CallService, now: Instant) -> None:
        """A use case whose answer was lost does it all again."""
        room = await service.open_room(now, after_seconds(now, 3600))
        user_id, _ = await service.create_identity()

        for _ in range(2):
            await service.close_room(room.room_id)
            await service.delete_identity(room.operator_user_id)
            await service.delete_identity(user_id)

    async def test_a_service_that_answers_says_so(self, service: CallService) -> None:
        await service.ping()
