"""What cannot be judged is refused: with a neighbour away nothing is allowed, and nobody honest loses by it."""

import pytest

from tests.functions.conftest import MakeProduct
from tests.functions.product import Product, fine, fresh_address, fresh_key, principal, refused, wrong_secret
from tests.functions.watched_ports import Fault
from tests.security.every_route import EVERY

_NEED_NO_STORE = {"jwks", "widget-config", "me", "health", "health-ready", "openapi-json", "operator-pages"}


@pytest.mark.parametrize("name", sorted(EVERY.keys() - _NEED_NO_STORE))
async def test_with_the_store_away_every_route_that_needs_it_is_503(product: Product, name: str) -> None:
    customer = await product.admitted(await product.new_call())
    asked = EVERY[name]
    by_session = asked.route.caller == "session"
    whoever = {"Authorization": f"Bearer {customer['session_token']}"} if by_session else principal("operator-1")
    product.documents.watch.away = True

    answer = await product.ask(asked.method, asked.path, asked.body, whoever)

    assert refused(answer, 503, "unavailable")["retry_after"] >= 1
    assert answer.headers["retry-after"]


async def test_what_needs_no_store_goes_on(product: Product) -> None:
    product.documents.watch.away = True
    for name in _NEED_NO_STORE - {"health-ready", "operator-pages"}:
        fine(await product.ask("GET", EVERY[name].path, None, principal("operator-1")))
    fine(await product.ask("GET", "/api/health/ready"), 503)


@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize("verb", ["read", "patch"])
async def test_a_store_that_fails_in_the_middle_lets_nobody_in(product: Product, verb: str, nth: int) -> None:
    """Not a wrong PIN, nor a right one by luck: 503 or the refusal; afterwards the PIN is as good as before."""
    call_id, key = await product.new_call(), fresh_key()
    pin = await product.new_pin(call_id)
    product.documents.watch.due(Fault(verb, nth, "before"))  # type: ignore[arg-type]
    wrong = await product.redeem(wrong_secret(pin))
    product.documents.watch.due(Fault(verb, nth, "before"))  # type: ignore[arg-type]
    right = await product.redeem(pin, key)
    product.documents.watch.due(None)

    assert wrong.status_code in {403, 503}
    assert right.status_code in {200, 503}
    fine(await product.redeem(pin, key))
    assert len((await product.call(call_id))["participants"]) == 1


async def test_a_network_whose_failures_cannot_be_read_is_not_taken_for_a_fresh_one(product: Product) -> None:
    pin, address = await product.new_pin(await product.new_call()), fresh_address()
    product.documents.watch.due(Fault("read", 1, "before"))

    refused(await product.redeem(pin, address=address), 503, "unavailable")
    assert product.store_requests[-1] == "read net"


async def test_a_failure_that_cannot_be_counted_is_no_free_guess(product: Product) -> None:
    """The PIN's own count was taken before; what is lost is the network's, and the answer tells nothing."""
    call_id = await product.new_call()
    pin, address = await product.new_pin(call_id), fresh_address()
    for step in range(1, 6):
        product.documents.watch.due(Fault("create", 1, "before"))
        refused(await product.redeem(wrong_secret(pin, step), address=address), 503, "unavailable")
    product.documents.watch.due(None)

    refused(await product.redeem(pin, address=address), 403, "pin_rejected")
    assert (await product.call(call_id))["pin"]["state"] == "burnt"


async def test_with_the_call_service_away_a_call_is_refused_and_an_ending_is_not(make_product: MakeProduct) -> None:
    product = make_product()
    call_id = await product.new_call()
    customer = await product.admitted(call_id)
    product.calls.away = True

    refused(await product.operator("/api/create-call", {}), 503, "unavailable")
    refused(await product.customer(customer["session_token"], "/api/issue-acs-token", {}), 503, "unavailable")
    assert fine(await product.operator("/api/end-call", {"call_id": call_id}))["state"] == "ended"
