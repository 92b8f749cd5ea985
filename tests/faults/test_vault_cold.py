"""The vault is down when a worker starts: whoever needs no secret is served, everybody else is put off in time, and
all is well without a restart when it comes back.
"""

import asyncio
from typing import Literal

from tests.faults.bank import Bank
from tests.faults.books import Books
from tests.faults.conftest import Neighbours, Start
from tests.faults.steps import STEPS, settled
from tests.functions.contract_document import ContractDocument
from tests.functions.product import fine, fresh_key, refused, unknown_pin
from tests.partners.faults import Fault

BAD_DAYS: tuple[Fault | Literal["dead line"], ...] = (
    Fault("status", 503, 3),
    Fault("garbage"),
    Fault("broken_before"),
    Fault("hang"),
    "dead line",
)
PIN = unknown_pin("1067742938")


async def test_one_bad_day_after_another(
    neighbours: Neighbours, start: Start, own_books: Books, document: ContractDocument
) -> None:
    neighbours.lines["secrets"].die()
    async with Bank(start().origin, document) as bank:
        call_id = await bank.new_call()
        for bad in BAD_DAYS:
            neighbours.recover()
            if isinstance(bad, Fault):
                neighbours.cloud.secrets_faults.fail_with(bad)
            else:
                neighbours.lines["secrets"].die()
            put_off = await asyncio.gather(
                bank.operator("/api/issue-pin", {"call_id": call_id}),
                bank.redeem(PIN, fresh_key()),
                bank.stranger("/api/jwks"),
                bank.customer({"session_token": "e30.e30.e30"}, "/api/session"),
            )
            for answer in put_off:
                refused(answer, 503, "unavailable")
                assert int(answer.headers["retry-after"]) >= 1
            fine(await bank.operator("/api/create-call", {}), 201)
        neighbours.recover()

        ready = await asyncio.gather(*(step.prepare(bank, own_books) for step in STEPS))
        settled_in = await asyncio.gather(*(settled(step, each) for step, each in zip(STEPS, ready, strict=True)))
        await own_books.balanced(bank, filter(None, settled_in))
