"""Connections end with the event loop that they were made on."""

import asyncio

from shared.closing import ClosesWithLoop


def test_what_was_begun_on_a_loop_is_closed_once_when_it_ends() -> None:
    closed: list[bool] = []

    async def close() -> None:
        await asyncio.sleep(0)
        closed.append(True)

    closing = ClosesWithLoop(close)

    async def serve() -> None:
        for _ in range(3):
            await closing.begin()
        assert closed == []

    asyncio.run(serve())

    assert closed == [True]


def test_what_was_never_begun_is_never_closed() -> None:
    closed: list[bool] = []

    async def close() -> None:
        closed.append(True)

    ClosesWithLoop(close)
    asyncio.run(asyncio.sleep(0))

    assert closed == []
