"""Azure Communication Services on a bad day: an answer in time, and nothing left behind."""

import asyncio
import subprocess
import sys
import time
import traceback
from collections.abc import Awaitable

import pytest

from shared.adapters.acs.access import ByConnectionString
from shared.adapters.acs.calls import AcsCalls
from shared.errors import Unavailable
from shared.instants import Instant, after_seconds
from tests.contract.acs_resource import AcsResource, Vault
from tests.contract.heartbeat import BLOCKED_SECONDS, pulse
from tests.partners.acs.service import AcsStandIn
from tests.partners.certificates import Authority
from tests.partners.faults import EVERY_FAULT, Fault
from tests.partners.serving import served

HOUR = 3600
IN_TIME_SECONDS = 4.5

_FIRST_USE = """
import asyncio, sys
from pathlib import Path
from shared.adapters.acs.access import ByConnectionString
from shared.adapters.acs.calls import AcsCalls
from tests.contract.heartbeat import BLOCKED_SECONDS, pulse

async def read(*, fresh):
    return sys.stdin.readline().strip()

async def main():
    assert not [name for name in sys.modules if name.startswith(("azure.communication", "aiohttp"))]
    calls = AcsCalls(ByConnectionString(read), Path(sys.argv[1]))
    async with pulse() as felt:
        await asyncio.gather(*(calls.create_identity() for _ in range(10)))
    await calls.close()
    print(felt.longest)

asyncio.run(main())
"""


def everything(calls: AcsCalls, now: Instant, room_id: str, user_id: str) -> list[Awaitable[object]]:
    """All that the port offers, about a room and an identity that are there."""
    return [
        calls.open_room(now, after_seconds(now, HOUR)),
        calls.create_identity(),
        calls.join_room(room_id, user_id, "collaborator"),
        calls.issue_token(user_id),
        calls.leave_room(room_id, "8:acs:somebody"),
        calls.delete_identity("8:acs:somebody"),
        calls.close_room("99199690362660524"),
        calls.rooms_over(now, HOUR),
        calls.roster(room_id),
        calls.ping(),
    ]


class TestAcsOnABadDay(AcsResource):
    @pytest.mark.parametrize("fault", EVERY_FAULT, ids=str)
    async def test_whatever_fails_is_told_in_time_and_works_again_afterwards(
        self, calls: AcsCalls, acs: AcsStandIn, now: Instant, fault: Fault
    ) -> None:
        room = await calls.open_room(now, after_seconds(now, HOUR))
        user_id, _ = await calls.create_identity()
        acs.faulty.fail_with(fault)

        began = time.monotonic()
        answers = await asyncio.gather(*everything(calls, now, room.room_id, user_id), return_exceptions=True)
        took = time.monotonic() - began

        assert {type(answer) for answer in answers} == {Unavailable}
        assert {answer.retry_after for answer in answers if isinstance(answer, Unavailable)} == {fault.retry_after or 1}
        assert acs.faulty.met == len(answers)
        assert took < IN_TIME_SECONDS

        acs.faulty.recover()
        await asyncio.gather(*everything(calls, now, room.room_id, user_id))

    @pytest.mark.parametrize("fault", [Fault("hang"), Fault("status", 429, 7)], ids=str)
    async def test_so_it_is_when_a_managed_identity_lets_us_in(
        self, calls_by_identity: AcsCalls, acs: AcsStandIn, fault: Fault
    ) -> None:
        acs.faulty.fail_with(fault)
        began = time.monotonic()
        with pytest.raises(Unavailable) as refused:
            await calls_by_identity.create_identity()

        assert refused.value.retry_after == (fault.retry_after or 1)
        assert time.monotonic() - began < IN_TIME_SECONDS
        acs.faulty.recover()
        await calls_by_identity.create_identity()

    async def test_a_method_of_several_requests_has_one_deadline(
        self, calls: AcsCalls, acs: AcsStandIn, now: Instant
    ) -> None:
        room = await calls.open_room(now, after_seconds(now, HOUR))
        acs.faulty.fail_with(Fault("hang"), method="DELETE")
        began = time.monotonic()
        with pytest.raises(Unavailable):
            await calls.close_room(room.room_id)

        assert time.monotonic() - began < IN_TIME_SECONDS
        assert list(await calls.roster(room.room_id)) == []

    async def test_ending_goes_on_where_it_broke_off(self, calls: AcsCalls, acs: AcsStandIn, now: Instant) -> None:
        """Done, and not heard of: to do it again is no mistake."""
        room = await calls.open_room(now, after_seconds(now, HOUR))
        user_id, _ = await calls.create_identity()
        for method in ("GET", "PATCH", "POST", "DELETE"):
            acs.faulty.fail_with(Fault("broken_after"), method=method)
            ends = await asyncio.gather(
                calls.close_room(room.room_id), calls.delete_identity(user_id), return_exceptions=True
            )
            assert any(isinstance(end, Unavailable) for end in ends)
        acs.faulty.recover()
        await calls.close_room(room.room_id)
        await calls.delete_identity(user_id)

        assert user_id not in acs.identities.living
        assert acs.rooms.standing == {}

    async def test_an_identity_whose_room_could_not_be_made_is_ended(
        self, calls: AcsCalls, acs: AcsStandIn, now: Instant
    ) -> None:
        """Nobody else will ever know of it: the service has no list of identities."""
        acs.faulty.fail_with(Fault("status", 503), path="^/rooms")
        with pytest.raises(Unavailable):
            await calls.open_room(now, after_seconds(now, HOUR))
        await calls.close()

        assert len(acs.identities.ever) == 1
        assert acs.identities.living == set()

    async def test_a_room_whose_making_was_not_heard_of_is_found_with_its_roster(
        self, calls: AcsCalls, acs: AcsStandIn, now: Instant
    ) -> None:
        acs.faulty.fail_with(Fault("broken_after"), method="POST", path="^/rooms", times=1)
        with pytest.raises(Unavailable):
            await calls.open_room(now, after_seconds(now, HOUR))

        (stray,) = await calls.rooms_over(after_seconds(now, HOUR + 60), HOUR)
        assert list(await calls.roster(stray)) == acs.identities.ever

    async def test_an_answer_cut_off_after_its_token_shows_it_to_nobody(
        self, authority: Authority, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Not in the log, and not in the text of what is raised, which the SDK fills with the answer."""

        async def half(scope: object, receive: object, send: object) -> None:
            headers = [(b"content-type", b"application/json")]
            await send({"type": "http.response.start", "status": 201, "headers": headers})  # type: ignore[operator]
            body = b'{"identity": {"id": "8:acs:x"}, "accessToken": {"token": "eyCanary", "expi'
            await send({"type": "http.response.body", "body": body})  # type: ignore[operator]

        caplog.set_level("DEBUG")
        with served(half, authority.for_localhost()) as origin:
            calls = AcsCalls(ByConnectionString(Vault(f"endpoint={origin};accesskey=a2V5")), authority.ca_file)
            with pytest.raises(Unavailable) as refused:
                await calls.create_identity()
            await calls.close()

        assert "eyCanary" not in "".join(traceback.format_exception(refused.value))
        assert "eyCanary" not in caplog.text


class TestTheEventLoop(AcsResource):
    async def test_beats_on_while_fifty_requests_run(self, calls: AcsCalls, now: Instant) -> None:
        room = await calls.open_room(now, after_seconds(now, HOUR))
        async with pulse() as felt:
            made = await asyncio.gather(*(calls.create_identity() for _ in range(25)))
            await asyncio.gather(*(calls.join_room(room.room_id, user_id, "attendee") for user_id, _ in made))

        assert felt.longest < BLOCKED_SECONDS

    def test_beats_on_while_the_sdk_is_loaded(self, vault: Vault, authority: Authority) -> None:
        """In a process of its own, which has never heard of Azure."""
        run = subprocess.run(
            [sys.executable, "-c", _FIRST_USE, str(authority.ca_file)],
            input=vault.text,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

        assert run.returncode == 0, run.stderr
        assert float(run.stdout) < BLOCKED_SECONDS
