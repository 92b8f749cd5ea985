"""One refusal for whatever is wrong: status, body, headers and time tell nothing of why.

That the store is asked the same in every case is in tests/functions/test_store_requests.py.
"""

import asyncio
import random
import time
from collections.abc import Callable

import httpx
import pytest

from tests.functions.conftest import MakeProduct
from tests.functions.people import Customer, Operator
from tests.functions.product import Product, fresh_key, refused, unknown_pin, wrong_secret
from tests.local.host_process import HostProcess
from tests.security.conftest import FLOOR_SECONDS
from tests.security.crowd import all_at_once
from tests.security.kolmogorov_smirnov import critical, distance

SAMPLES = 40
ALPHA = 1e-6
"""So rare that this never fails by chance; what the positive control lets through is far beyond it."""


def _bodies(operator: Operator, customer: Customer) -> dict[str, dict[str, str]]:
    """What redeem-pin is sent, by what is wrong with it; expired PINs are in the test below."""
    live = operator.new_pin(operator.new_call())
    used = operator.new_pin(operator.new_call())
    customer.redeem(used)
    superseding = operator.new_call()
    superseded = operator.new_pin(superseding)
    operator.new_pin(superseding)
    ended = operator.new_call()
    closed = operator.new_pin(ended)
    operator.end(ended)
    burnt = operator.new_pin(operator.new_call())
    pins = {
        "unknown": unknown_pin(live),
        "wrong": wrong_secret(live),
        "used": used,
        "superseded": superseded,
        "closed": closed,
        "burnt": burnt,
    }
    bodies = {why: {"pin": pin, "redemption_key": fresh_key()} for why, pin in pins.items()}
    bodies["another widget"] = {"pin": live, "redemption_key": fresh_key(), "widget": "another"}
    return bodies


def _without_date(answer: httpx.Response) -> tuple[int, list[tuple[str, str]], bytes]:
    return answer.status_code, [item for item in answer.headers.multi_items() if item[0] != "date"], answer.content


async def test_status_headers_and_body_are_the_same(
    running: HostProcess, operator: Operator, customer: Customer
) -> None:
    bodies = _bodies(operator, customer)
    burnt = bodies["burnt"]["pin"]
    guesses = [{"pin": wrong_secret(burnt, step), "redemption_key": fresh_key()} for step in range(1, 6)]
    await all_at_once(running.origin, guesses)

    answers = dict(zip(bodies, await all_at_once(running.origin, list(bodies.values())), strict=True))

    for why, answer in answers.items():
        refused(answer, 403, "pin_rejected")
        assert _without_date(answer) == _without_date(answers["wrong"]), why


async def test_no_refusal_comes_sooner_than_the_floor(
    running: HostProcess, operator: Operator, customer: Customer
) -> None:
    for why, body in _bodies(operator, customer).items():
        answer = (await all_at_once(running.origin, [body]))[0]

        if answer.status_code == 403:
            assert answer.elapsed.total_seconds() >= FLOOR_SECONDS, why


def test_a_refused_resume_takes_as_long(customer: Customer, operator: Operator) -> None:
    customer.redeem(operator.new_pin(operator.new_call()))
    for wrong in ("call_id", "participant_id", "redemption_key"):
        values = {"call_id": "call_" + "0" * 32, "participant_id": "x", "redemption_key": fresh_key()}
        body = {**customer.named, "redemption_key": customer.key, wrong: values[wrong]}
        answer = customer.post("/api/resume", body)

        refused(answer, 403, "pin_rejected")
        assert answer.elapsed.total_seconds() >= FLOOR_SECONDS


async def test_an_expired_pin_is_refused_like_a_wrong_one(product: Product) -> None:
    call_id = await product.new_call()
    expired = await product.new_pin(call_id)
    product.clock.forward(301)
    live = await product.new_pin(await product.new_call())

    answers = [await product.redeem(pin) for pin in (expired, wrong_secret(live), unknown_pin(live))]

    assert len({(answer.status_code, answer.content, str(answer.headers)) for answer in answers}) == 1


async def _times(product: Product, leak_seconds: float) -> dict[str, list[float]]:
    """How long refusals of a live PIN and of an unknown one take, in turns, on a store that is slower for the live."""

    async def slower_when_it_holds(request: str, answer: object) -> None:
        if request == "patch call" and answer is not None:
            await asyncio.sleep(leak_seconds)

    pins = [await product.new_pin(await product.new_call()) for _ in range(SAMPLES // 4)]
    product.documents.watch.after = slower_when_it_holds
    spoil: dict[str, Callable[[str, int], str]] = {
        "wrong": wrong_secret,
        "unknown": lambda pin, step: unknown_pin(wrong_secret(pin, step)),
    }
    turns = [(why, pin, step) for why in spoil for pin in pins for step in range(1, 5)]
    random.Random(1).shuffle(turns)
    taken: dict[str, list[float]] = {why: [] for why in spoil}
    for why, pin, step in turns:
        began = time.perf_counter()
        refused(await product.redeem(spoil[why](pin, step)), 403, "pin_rejected")
        taken[why].append(time.perf_counter() - began)
    return taken


@pytest.mark.parametrize(("floor", "told_apart"), [(0, True), (60, False)], ids=["unpadded", "padded"])
async def test_time_tells_nothing(make_product: MakeProduct, floor: int, *, told_apart: bool) -> None:
    """A store that takes ten milliseconds longer for a live PIN: without the floor it shows, behind it it does not.

    The first is the positive control: this test can tell a leak when there is one.
    """
    taken = await _times(make_product(REFUSAL_FLOOR_MS=str(floor)), leak_seconds=0.01)

    apart = distance(taken["wrong"], taken["unknown"]) > critical(ALPHA, SAMPLES, SAMPLES)
    assert apart is told_apart, {why: sorted(times) for why, times in taken.items()}
