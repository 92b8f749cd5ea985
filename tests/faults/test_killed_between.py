"""SIGKILL between what the store has done and the answer: started again on the same store, everybody gets where they
were going, and nothing was done twice.

The store itself is the stop point: it has done the write and holds its answer back, and then the process is killed.
"""

import asyncio
import signal
from collections.abc import Awaitable

import httpx
import pytest

from tests.faults.bank import Bank
from tests.faults.books import Books
from tests.faults.conftest import Neighbours, Start
from tests.faults.steps import STEPS, settled
from tests.functions.contract_document import ContractDocument
from tests.functions.product import fine, fresh_key, refused
from tests.local.host_process import HostProcess
from tests.partners.faults import Fault


async def _unanswered(answer: Awaitable[httpx.Response]) -> None:
    with pytest.raises(httpx.TransportError):
        await answer


async def _kill_when_held(neighbours: Neighbours, host: HostProcess) -> None:
    assert await asyncio.to_thread(neighbours.cloud.store_faults.held.wait, 3)
    host.end(signal.SIGKILL)
    neighbours.recover()


async def test_between_consuming_a_pin_and_answering(
    neighbours: Neighbours, start: Start, own_books: Books, document: ContractDocument
) -> None:
    first = start()
    async with Bank(first.origin, document) as bank:
        call_id, key = await bank.new_call(), fresh_key()
        pin = await bank.new_pin(call_id)
        neighbours.cloud.store_faults.fail_with(Fault("held_after"), method="PATCH", path=call_id, first=2, times=1)
        redeeming = asyncio.ensure_future(_unanswered(bank.redeem(pin, key)))
        await _kill_when_held(neighbours, first)
        await redeeming
        assert (await own_books.call(call_id))["pin"]["state"] == "used", "the store has done it"

        start()
        refused(await bank.redeem(pin, fresh_key()), 403, "pin_rejected")
        place = fine(await bank.redeem(pin, key))

        assert [who["participant_id"] for who in (await bank.call(call_id))["participants"]] == [
            place["participant_id"]
        ]
        assert (await own_books.call(call_id))["failures"] == 0
        await own_books.balanced(bank, [call_id])


async def test_in_the_middle_of_every_step_at_once(
    neighbours: Neighbours, start: Start, own_books: Books, document: ContractDocument
) -> None:
    """Each step's first write is done and unanswered when the process dies."""
    first = start()
    async with Bank(first.origin, document) as bank:
        ready = await asyncio.gather(*(step.prepare(bank, own_books) for step in STEPS))
        store, writers = neighbours.cloud.store_faults, [each for each in ready if each.call_id]
        store.fail_with(Fault("held_after"), path=r"/colls/assist/docs")
        asked = asyncio.gather(*(each.ask() for each in ready), return_exceptions=True)
        while store.met < len(writers):  # noqa: ASYNC110 (the partner counts in another thread)
            await asyncio.sleep(0.01)
        await _kill_when_held(neighbours, first)
        died = await asked
        assert sum(isinstance(each, httpx.TransportError) for each in died) >= len(writers)

        start()
        again = await asyncio.gather(*(settled(step, each) for step, each in zip(STEPS, ready, strict=True)))
        await own_books.balanced(bank, filter(None, again))
