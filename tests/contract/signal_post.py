"""The promises of `ports.SignalPost`. Subclass, provide `post`, inherit every test."""

import asyncio
import statistics
import time

import pytest

from shared.ids import CallId, new_call_id
from shared.ports import Signal, SignalPost


class SignalPostContract:
    """The mail of the local call service."""

    @pytest.fixture
    def post(self) -> SignalPost:
        """The post office, empty."""
        raise NotImplementedError

    @pytest.fixture
    def call_id(self) -> CallId:
        """A call that nobody else has."""
        return new_call_id()

    async def test_mail_is_read_in_the_order_of_its_sending(self, post: SignalPost, call_id: CallId) -> None:
        first = await post.send(call_id, "operator", "part_1", "offer", "v=0 ž")
        second = await post.send(call_id, "operator", "part_1", "candidate", "")
        third = await post.send(call_id, "operator", "part_1", "bye", "x" * 15_000)

        assert first < second < third
        assert list(await post.receive(call_id, "part_1", 0)) == [
            Signal(first, "operator", "offer", "v=0 ž"),
            Signal(second, "operator", "candidate", ""),
            Signal(third, "operator", "bye", "x" * 15_000),
        ]

    async def test_mail_is_read_after_a_number_and_again_as_often_as_one_likes(
        self, post: SignalPost, call_id: CallId
    ) -> None:
        first = await post.send(call_id, "operator", "part_1", "offer", "1")
        second = await post.send(call_id, "operator", "part_1", "offer", "2")

        for _ in range(2):
            assert [mail.seq for mail in await post.receive(call_id, "part_1", first)] == [second]
        assert await post.receive(call_id, "part_1", second) == []

    async def test_everybody_has_their_own_mail_alone(self, post: SignalPost, call_id: CallId) -> None:
        await post.send(call_id, "operator", "part_1", "offer", "x")

        assert await post.receive(call_id, "part_2", 0) == []
        assert await post.receive(call_id, "operator", 0) == []
        assert await post.receive(new_call_id(), "part_1", 0) == []

    async def test_numbers_rise_within_a_call_whoever_writes(self, post: SignalPost, call_id: CallId) -> None:
        sent = await asyncio.gather(
            *(post.send(call_id, f"part_{number % 3}", "operator", "candidate", str(number)) for number in range(60))
        )

        mail = await post.receive(call_id, "operator", 0)

        assert len(set(sent)) == 60
        assert [each.seq for each in mail] == sorted(sent)

    async def test_a_number_is_never_used_again(self, post: SignalPost, call_id: CallId) -> None:
        """A reader who asks for what came after it would miss the new one."""
        last = await post.send(call_id, "operator", "part_1", "offer", "x")
        await post.discard(call_id)

        assert await post.send(call_id, "operator", "part_1", "offer", "y") > last

    async def test_a_wait_ends_within_a_tenth_of_a_second_of_mail(self, post: SignalPost, call_id: CallId) -> None:
        delays, last = [], 0
        for _ in range(9):
            waiting = asyncio.create_task(_until_woken(post, call_id, last))
            await asyncio.sleep(0.01)
            last = await post.send(call_id, "operator", "part_1", "offer", "x")
            sent = time.monotonic()
            delays.append(await waiting - sent)

        assert statistics.median(delays) < 0.1

    async def test_mail_that_came_before_the_wait_is_there_at_once(self, post: SignalPost, call_id: CallId) -> None:
        await post.send(call_id, "operator", "part_1", "offer", "x")
        began = time.monotonic()

        assert len(await post.receive(call_id, "part_1", 0, 30)) == 1
        assert time.monotonic() - began < 10

    async def test_all_who_wait_are_woken(self, post: SignalPost, call_id: CallId) -> None:
        """Two tabs, or a request that is being retried."""
        waiting = [asyncio.create_task(_until_woken(post, call_id)) for _ in range(5)]
        await asyncio.sleep(0.01)
        sent = time.monotonic()
        await post.send(call_id, "operator", "part_1", "offer", "x")

        assert max(await asyncio.gather(*waiting)) - sent < 10

    async def test_other_peoples_mail_wakes_nobody(self, post: SignalPost, call_id: CallId) -> None:
        waiting = asyncio.create_task(post.receive(call_id, "part_1", 0, 30))
        await asyncio.sleep(0.01)
        await post.send(call_id, "operator", "part_2", "offer", "x")
        await post.send(new_call_id(), "operator", "part_1", "offer", "x")
        await asyncio.sleep(0.05)

        assert not waiting.done()
        waiting.cancel()

    async def test_a_wait_for_nothing_ends_when_its_time_is_over(self, post: SignalPost, call_id: CallId) -> None:
        began = time.monotonic()
        assert await post.receive(call_id, "part_1", 0, 0.2) == []

        assert 0.19 < time.monotonic() - began < 5

    async def test_a_wait_that_was_given_up_leaves_the_next_one_whole(self, post: SignalPost, call_id: CallId) -> None:
        given_up = asyncio.create_task(post.receive(call_id, "part_1", 0, 30))
        await asyncio.sleep(0.01)
        given_up.cancel()
        waiting = asyncio.create_task(_until_woken(post, call_id))
        await asyncio.sleep(0.01)
        sent = time.monotonic()
        await post.send(call_id, "operator", "part_1", "offer", "x")

        assert await waiting - sent < 10

    async def test_what_is_discarded_is_gone_and_nothing_else(self, post: SignalPost, call_id: CallId) -> None:
        other = new_call_id()
        await post.send(call_id, "operator", "part_1", "offer", "x")
        await post.send(other, "operator", "part_1", "offer", "y")
        await post.discard(call_id)

        assert await post.receive(call_id, "part_1", 0) == []
        assert len(await post.receive(other, "part_1", 0)) == 1


async def _until_woken(post: SignalPost, call_id: CallId, after: int = 0) -> float:
    assert await post.receive(call_id, "part_1", after, 30)
    return time.monotonic()
