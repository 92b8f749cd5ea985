"""Double clicks and duplicate deliveries: every POST, twice at the same moment, has the effect of one."""

import asyncio

import pytest

from functions.routes import served
from tests.faults.bank import Bank
from tests.faults.books import Books
from tests.faults.steps import STEPS, Step
from tests.functions.product import fine, fresh_key

_POSTS = [step for step in STEPS if step.name not in {"session", "call", "calls", "jwks"}]
_ROUTES = {"issue-acs-token-operator": "issue-acs-token", "leave": "end-call"}


def test_every_post_has_a_step() -> None:
    """The laptop's own mail is not among them: a letter that is posted twice is two letters (docs/reliability.md)."""
    posts = {route.name for route in served("all", "acs") if route.method == "POST"}

    assert {_ROUTES.get(step.name, step.name) for step in _POSTS} == posts


@pytest.mark.parametrize("step", _POSTS, ids=lambda step: step.name)
async def test_the_same_request_twice_at_once(bank: Bank, books: Books, step: Step) -> None:
    ready = await step.prepare(bank, books)

    answers = [fine(answer, step.status) for answer in await asyncio.gather(ready.ask(), ready.ask())]

    if step.name == "issue-pin":
        # Both are new PINs; the older is dead, and nobody is told which: the operator's page shows the last it got.
        redeemed = [await bank.redeem(answer["pin"], fresh_key()) for answer in answers]
        assert sorted(answer.status_code for answer in redeemed) == [200, 403]
    else:
        for answer in answers:
            await ready.prove(answer)
    call_id = ready.call_id or answers[0]["call_id"]
    await books.balanced(bank, [call_id])
    if step.name == "consent":
        assert (await books.events(call_id))["consent_withdrawn"] == 1


async def test_twenty_times_is_no_more_than_twice(bank: Bank, books: Books) -> None:
    """All the steps of a customer, each delivered twenty times."""
    wanted = [step for step in _POSTS if step.name in {"redeem-pin", "issue-acs-token", "end-call"}]
    ready = await asyncio.gather(*(step.prepare(bank, books) for step in wanted))

    for step, each in zip(wanted, ready, strict=True):
        answers = await asyncio.gather(*(each.ask() for _ in range(20)))
        await each.prove(fine(answers[0], step.status))
        assert {answer.status_code for answer in answers} == {step.status}

    await books.balanced(bank, [each.call_id for each in ready if each.call_id])
