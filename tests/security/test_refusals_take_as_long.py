"""Time tells nothing of why a PIN is refused: seven reasons, four hundred samples of each, in turns.

Each reason is held against "wrong" by Kolmogorov and Smirnov's test at alpha 0.001. Six such comparisons say so by
chance once in 167 runs, hence whatever seems told apart is measured once more, and counts when it shows itself again.
"""

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator, Mapping
from itertools import islice

from shared.settings import load
from tests.functions.conftest import MakeProduct
from tests.functions.product import FRONT_DOOR_ID, Product, fresh_address, refused
from tests.security.kolmogorov_smirnov import critical, distance
from tests.security.seven_refusals import Body, supplies

SAMPLES = 400
ALPHA = 0.001
FLOOR_MS = 120
LEAK_SECONDS = 0.01
LANES = 12
"""Requests under way at once: the floor is mostly waiting."""
Times = dict[str, list[float]]


async def _slower_when_it_holds(request: str, answer: object) -> None:
    """A store that takes ten milliseconds longer to change what is there than to find that it is not."""
    if request == "patch call" and answer is not None:
        await asyncio.sleep(LEAK_SECONDS)


async def _turns(bodies: Mapping[str, list[Body]]) -> AsyncIterator[tuple[str, Body]]:
    """Every body once, the reasons mixed."""
    turns = [(why, body) for why, supply in bodies.items() for body in supply]
    random.Random(1).shuffle(turns)
    for turn in turns:
        yield turn


async def _times(product: Product, samples: int, lanes: int) -> Times:
    """How long each refusal took; the requests themselves are sent as they are, nothing of the answer is judged."""
    bodies = {why: list(islice(supply, samples)) for why, supply in (await supplies(product, samples)).items()}
    product.documents.watch.after = _slower_when_it_holds
    taken: Times = {why: [] for why in bodies}
    turns = _turns(bodies)

    async def lane() -> None:
        async for why, body in turns:
            taken[why].append(await _time(product, body))

    await asyncio.gather(*(lane() for _ in range(lanes)))
    product.documents.watch.after = None
    assert {why: len(times) for why, times in taken.items()} == dict.fromkeys(taken, samples)
    return taken


async def _time(product: Product, body: Body) -> float:
    headers = {
        "X-Azure-FDID": FRONT_DOOR_ID,
        "X-Azure-SocketIP": fresh_address(),
        "Content-Type": "application/json",
    }
    content = json.dumps(body).encode()
    began = time.perf_counter()
    answer = await product.send("POST", "/api/redeem-pin", content, headers)
    took = time.perf_counter() - began
    refused(answer, 403, "pin_rejected")
    return took


def _told_apart(taken: Times) -> set[str]:
    """The reasons whose times are not those of "wrong"."""
    wrong = taken["wrong"]
    return {why for why, times in taken.items() if distance(times, wrong) > critical(ALPHA, len(times), len(wrong))}


async def test_behind_the_floor_no_reason_is_told_apart(make_product: MakeProduct) -> None:
    product = make_product(REFUSAL_FLOOR_MS=str(FLOOR_MS))

    apart = _told_apart(await _times(product, SAMPLES, LANES))

    if apart:
        apart &= _told_apart(await _times(product, SAMPLES, LANES))
    assert apart == set()


async def test_without_the_floor_it_shows_which_pins_live_long_before_the_floor(make_product: MakeProduct) -> None:
    """The positive control: the same measurement, on a product that does not wait, finds what its store lets slip.

    And 99 of 100 refusals, slow store and all, need less than the floor that stands when nobody sets one.
    """
    taken = await _times(make_product(REFUSAL_FLOOR_MS="0"), SAMPLES // 4, lanes=1)

    assert _told_apart(taken) >= {"unknown", "expired", "used", "burnt", "closed"}
    for why, times in taken.items():
        assert sorted(times)[len(times) * 99 // 100 - 1] < load({}).refusal_floor_ms / 1000, why
