"""The store does what it was asked, and its answer is lost or untrue, at each write of each step: nothing is done
twice, and whoever asks again gets there.
"""

import asyncio

import pytest

from tests.faults.bank import Bank
from tests.faults.books import Books
from tests.faults.conftest import Neighbours
from tests.faults.steps import STEPS, settled
from tests.functions.product import refused
from tests.partners.faults import Fault

DOCUMENTS = "/colls/assist/docs"
_STEPS = {step.name: step for step in STEPS}
WRITES = [
    ("create-call", "POST", 1),
    ("issue-pin", "POST", 1),
    ("issue-pin", "PATCH", 1),
    ("redeem-pin", "PATCH", 1),
    ("redeem-pin", "PATCH", 2),
    ("admit", "PATCH", 1),
    ("admit", "PATCH", 2),
    ("issue-acs-token", "PATCH", 1),
    ("consent", "PATCH", 1),
    ("turn-away", "PATCH", 1),
    ("leave", "PATCH", 1),
    ("end-call", "PATCH", 1),
]
_writes = pytest.mark.parametrize(("name", "method", "nth"), WRITES, ids=str)


@_writes
async def test_the_answer_says_408(
    neighbours: Neighbours, bank: Bank, books: Books, name: str, method: str, nth: int
) -> None:
    step = _STEPS[name]
    ready = await step.prepare(bank, books)
    store = neighbours.cloud.store_faults
    store.fail_with(Fault("status_after", 408), method=method, path=DOCUMENTS, first=nth, times=1)

    answer = await ready.ask()

    assert store.met == 1, "there is no such write"
    if answer.status_code != step.status:
        refused(answer, 503, "unavailable")
    store.recover()
    await books.balanced(bank, filter(None, [await settled(step, ready)]))


@_writes
async def test_the_connection_is_cut_before_any_of_the_answer_comes(
    neighbours: Neighbours, bank: Bank, books: Books, name: str, method: str, nth: int
) -> None:
    """To an SDK that looks as if nothing had been sent."""
    step = _STEPS[name]
    ready = await step.prepare(bank, books)
    store = neighbours.cloud.store_faults
    store.fail_with(Fault("held_after"), method=method, path=DOCUMENTS, first=nth, times=1)

    asked = asyncio.ensure_future(ready.ask())
    assert await asyncio.to_thread(store.held.wait, 3), "there is no such write"
    neighbours.lines["store"].cut()
    answer = await asked

    if answer.status_code != step.status:
        refused(answer, 503, "unavailable")
    store.recover()
    await books.balanced(bank, filter(None, [await settled(step, ready)]))
