"""The seven reasons for which a PIN is refused, each as a supply of PINs that are refused for it alone."""

from collections.abc import Iterator, Mapping
from itertools import cycle

from tests.functions.product import Product, fine, fresh_key, refused, unknown_pin, wrong_secret

GUESSES = 4
"""Wrong guesses that a live PIN takes without dying."""
LIFE_SECONDS = 300
Body = dict[str, str]


def _body(pin: str, **more: str) -> Body:
    return {"pin": pin, "redemption_key": fresh_key(), **more}


async def _live(product: Product) -> str:
    return await product.new_pin(await product.new_call())


async def _expired(product: Product) -> str:
    return await _live(product)


async def _used(product: Product) -> str:
    pin = await _live(product)
    fine(await product.redeem(pin))
    return pin


async def _burnt(product: Product) -> str:
    pin = await _live(product)
    for step in range(1, 6):
        refused(await product.redeem(wrong_secret(pin, step)), 403, "pin_rejected")
    return pin


async def _closed(product: Product) -> str:
    call_id = await product.new_call()
    pin = await product.new_pin(call_id)
    fine(await product.operator("/api/end-call", {"call_id": call_id}))
    return pin


async def supplies(product: Product, count: int) -> Mapping[str, Iterator[Body]]:
    """For each reason at least so many bodies. The clock goes forward once, so that some PINs are expired."""
    expired = [await _expired(product) for _ in range(20)]
    product.clock.forward(LIFE_SECONDS + 1)
    used = [await _used(product) for _ in range(20)]
    burnt = [await _burnt(product) for _ in range(5)]
    closed = [await _closed(product) for _ in range(20)]
    live = [await _live(product) for _ in range(2 * count // GUESSES)]
    guessed, elsewhere = live[::2], live[1::2]
    return {
        "wrong": iter([_body(wrong_secret(pin, step)) for step in range(1, GUESSES + 1) for pin in guessed]),
        "unknown": (_body(unknown_pin(pin)) for pin in cycle(live)),
        "expired": (_body(pin) for pin in cycle(expired)),
        "used": (_body(pin) for pin in cycle(used)),
        "burnt": (_body(pin) for pin in cycle(burnt)),
        "closed": (_body(pin) for pin in cycle(closed)),
        "another widget": iter([_body(pin, widget="another") for _ in range(GUESSES) for pin in elsewhere]),
    }
