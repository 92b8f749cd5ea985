"""Every answer comes in time, whatever the neighbours do."""

import asyncio
import time

import pytest

from functions import answering
from tests.functions.product import Product, fine, fresh_key, refused


def test_the_deadline_is_inside_five_seconds() -> None:
    assert answering.ANSWER_SECONDS < 5


async def test_a_request_that_a_neighbour_holds_up_is_put_off(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the same request afterwards ends where it should."""
    call_id, key = await product.new_call(), fresh_key()
    pin = await product.new_pin(call_id)
    monkeypatch.setattr(answering, "ANSWER_SECONDS", 0.2)

    async def hang(_: str) -> None:
        await asyncio.sleep(30)

    product.documents.watch.before = hang
    began = time.monotonic()
    answer = await product.redeem(pin, key)

    assert time.monotonic() - began < 2
    assert refused(answer, 503, "unavailable")["retry_after"] == 1
    assert answer.headers["retry-after"] == "1"
    product.documents.watch.before = None
    fine(await product.redeem(pin, key))


async def test_an_answer_that_is_held_on_purpose_has_its_wait_besides(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = (await product.waiting(await product.new_call()))["session_token"]
    bearer = {"Authorization": f"Bearer {token}"}
    tag = (await product.ask("GET", "/api/session", headers=bearer)).headers["etag"]
    monkeypatch.setattr(answering, "ANSWER_SECONDS", 0.2)

    held = await product.ask("GET", "/api/session", headers={**bearer, "If-None-Match": tag, "Prefer": "wait=1"})

    assert held.status_code == 304
