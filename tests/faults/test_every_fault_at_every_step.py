"""A neighbour fails in each way that clouds have, at every step of the journey: put off in time, nothing done twice,
and whoever asks again gets there.
"""

import asyncio
from typing import Literal

import httpx
import pytest

from tests.faults.bank import Bank
from tests.faults.books import Books
from tests.faults.conftest import Neighbours
from tests.faults.steps import STEPS, Step, settled
from tests.functions.product import fine, refused
from tests.partners.faults import Fault

Dead = Literal["dead line"]
STORE_FAULTS = (
    Fault("status", 429, retry_after_ms=1200),
    Fault("status", 449),
    Fault("status", 503),
    Fault("status", 410),
    Fault("hang"),
    Fault("garbage"),
    Fault("broken_before"),
    Fault("status_after", 408),
    Fault("broken_after"),
    "dead line",
)
CALLS_FAULTS = (
    Fault("status", 429, 7),
    Fault("status", 500),
    Fault("status", 503, 3),
    Fault("hang"),
    Fault("garbage"),
    Fault("broken_after"),
    "dead line",
)
DONE = {"broken_after", "status_after"}
"""The work was done: whoever reads again may know so, and answer."""


@pytest.mark.parametrize("fault", STORE_FAULTS, ids=str)
async def test_the_store(neighbours: Neighbours, bank: Bank, books: Books, fault: Fault | Dead) -> None:
    await _strike(neighbours, bank, books, "store", fault)


@pytest.mark.parametrize("fault", CALLS_FAULTS, ids=str)
async def test_the_call_service(neighbours: Neighbours, bank: Bank, books: Books, fault: Fault | Dead) -> None:
    await _strike(neighbours, bank, books, "calls", fault)


@pytest.mark.parametrize("fault", [Fault("hang"), "dead line"], ids=str)
async def test_the_vault_once_its_keys_are_known(
    neighbours: Neighbours, bank: Bank, books: Books, fault: Fault | Dead
) -> None:
    """Nobody notices."""
    await _strike(neighbours, bank, books, "secrets", fault, needed=False)


async def _strike(
    neighbours: Neighbours, bank: Bank, books: Books, neighbour: str, fault: Fault | Dead, *, needed: bool = True
) -> None:
    """All steps that concern it at once, each in a call of its own, while the neighbour fails; then each once more."""
    steps = [step for step in STEPS if neighbour in step.needs | step.tells]
    ready = await asyncio.gather(*(step.prepare(bank, books) for step in steps))
    _fail(neighbours, neighbour, fault)
    answers = await asyncio.gather(*(each.ask() for each in ready))
    neighbours.recover()

    for step, answer in zip(steps, answers, strict=True):
        if needed and neighbour in step.needs:
            _put_off(step, answer, fault)
        else:
            fine(answer, step.status)
    call_ids = await asyncio.gather(*(settled(step, each) for step, each in zip(steps, ready, strict=True)))
    await books.balanced(bank, filter(None, call_ids))


def _fail(neighbours: Neighbours, neighbour: str, fault: Fault | Dead) -> None:
    if isinstance(fault, Fault):
        neighbours.cloud.faults[neighbour].fail_with(fault)
    else:
        neighbours.lines[neighbour].die()


def _put_off(step: Step, answer: httpx.Response, fault: Fault | Dead) -> None:
    """503 that says when to come again, as the neighbour itself did if it did."""
    if isinstance(fault, Fault) and fault.way in DONE and answer.status_code == step.status:
        return
    problem = refused(answer, 503, "unavailable")
    assert int(answer.headers["retry-after"]) == problem["retry_after"] >= 1
    if isinstance(fault, Fault) and (asked := fault.retry_after or -(-(fault.retry_after_ms or 0) // 1000)):
        assert problem["retry_after"] == asked
