"""A proof of a browser's key (RFC 9449) is good for one request, once, at its time, at all instances."""

import pytest

from shared.instants import after_seconds
from tests.functions.conftest import MakeProduct
from tests.functions.product import Product, fine, refused, unknown_pin
from tests.security.proving_browser import SESSION_REQUESTS, Browser
from tests.unit.held_clock import HeldClock


@pytest.mark.parametrize(("method", "path", "body"), SESSION_REQUESTS, ids=lambda part: str(part)[:28])
async def test_a_proof_that_was_seen_on_its_way_is_not_taken_again(
    product: Product, victim: Browser, method: str, path: str, body: object
) -> None:
    seen = {"DPoP": victim.proof(method, path, victim.token)}
    assert (await victim.ask(method, path, body, **seen)).status_code in {200, 201}

    refused(await victim.ask(method, path, body, **seen), 401, "proof_invalid")


async def test_a_proof_is_used_once_on_all_instances_together(product: Product, victim: Browser) -> None:
    """Whatever changes something or hands out a token; a question may be repeated elsewhere, and changes nothing."""
    other = Product(product.folder, product.clock)
    try:
        elsewhere = Browser(other, victim.key, place=victim.place)
        for method, path, body in SESSION_REQUESTS:
            if method == "POST":
                seen = {"DPoP": victim.proof(method, path, victim.token)}
                assert (await victim.ask(method, path, body, **seen)).status_code in {200, 201}
                refused(await elsewhere.ask(method, path, body, **seen), 401, "proof_invalid")
    finally:
        other.close()


async def test_a_proof_for_another_request_is_refused(product: Product, victim: Browser) -> None:
    body = {"kind": "screen", "granted": True}
    wrong = [
        victim.proof("POST", "/api/end-call", victim.token),
        victim.proof("GET", "/api/consent", victim.token),
        victim.proof("POST", "/api/consent"),
        victim.proof("POST", "/api/consent", "another.session.token"),
        victim.proof("POST", "/api/consent", victim.token, htu="https://evil.example/api/consent"),
    ]
    for proof in wrong:
        refused(await victim.ask("POST", "/api/consent", body, DPoP=proof), 401, "proof_invalid")
    fine(await victim.ask("POST", "/api/consent", body))


async def test_a_browser_whose_clock_is_wrong_is_told_the_time_and_gets_in(product: Product) -> None:
    browser, pin = Browser(product), await product.new_pin(await product.new_call())
    late = browser.proof("POST", "/api/redeem-pin", iat=product.clock() // 1000 - 3600)

    told = refused(await browser.try_pin(pin, late), 401, "proof_untimely")

    assert told["server_time"] == "2026-01-01T00:00:00.000Z"
    assert product.documents.watch.requests[-1] == "create pin", "the store was not asked, and nothing counted"
    await browser.redeem(pin)


async def test_the_proofs_of_redeeming_and_coming_back_are_used_once_too(product: Product) -> None:
    browser, pin = Browser(product), await product.new_pin(await product.new_call())
    seen = browser.proof("POST", "/api/redeem-pin")
    browser.place = fine(await browser.try_pin(pin, seen))
    refused(await browser.try_pin(pin, seen), 401, "proof_invalid")
    back = {"DPoP": browser.proof("POST", "/api/resume")}
    fine(await browser.resume(back))

    refused(await browser.resume(back), 401, "proof_invalid")


async def test_a_used_proof_uses_up_no_pin(product: Product) -> None:
    """On the instance that saw it, and on another."""
    browser, pin = Browser(product), await product.new_pin(await product.new_call())
    seen = browser.proof("POST", "/api/redeem-pin")
    refused(await browser.try_pin(unknown_pin(pin), seen), 403, "pin_rejected")
    other = Product(product.folder, product.clock)
    try:
        for instance in (product, other):
            refused(await Browser(instance, browser.key).try_pin(pin, seen), 401, "proof_invalid")
    finally:
        other.close()

    await Browser(product).redeem(pin)


async def test_two_keys_may_use_the_same_jti(product: Product) -> None:
    """Nobody can spoil another's proofs by sending their names first."""
    call_id = await product.new_call()
    for browser in (Browser(product), Browser(product)):
        pin = await product.new_pin(call_id)
        fine(await browser.try_pin(pin, browser.proof("POST", "/api/redeem-pin", jti="the-same")))


async def test_a_proof_stays_used_for_as_long_as_any_instance_might_take_it(product: Product, victim: Browser) -> None:
    """Dated ahead as far as may be, and sent to an instance whose clock is five minutes behind."""
    early = {"DPoP": victim.proof("POST", "/api/resume", iat=product.clock() // 1000 + 330)}
    fine(await victim.resume(early))
    product.clock.forward(330 + 330 + 300)
    other = Product(product.folder, HeldClock(after_seconds(product.clock(), -300)))
    try:
        elsewhere = Browser(other, victim.key, place=victim.place)
        refused(await elsewhere.resume(early), 401, "proof_invalid")
    finally:
        other.close()


async def test_proofs_are_made_for_our_public_address_whatever_host_a_request_names(make_product: MakeProduct) -> None:
    product = make_product(PUBLIC_URL="https://help.bank.example")
    browser, pin = Browser(product), await product.new_pin(await product.new_call())
    refused(await browser.try_pin(pin), 401, "proof_invalid")

    ours = browser.proof("POST", "/api/redeem-pin", htu="https://help.bank.example/api/redeem-pin")
    assert fine(await browser.try_pin(pin, ours))["token_type"] == "DPoP"


async def test_nothing_is_counted_and_nothing_used_up_when_the_proof_is_wrong(product: Product) -> None:
    browser, pin = Browser(product), await product.new_pin(await product.new_call())
    product.forget_requests()

    refused(await browser.try_pin(pin, "nonsense"), 401, "proof_invalid")
    refused(await browser.try_pin(pin, browser.proof("POST", "/api/resume")), 401, "proof_invalid")

    assert product.store_requests == []
    await browser.redeem(pin)


async def test_a_proof_costs_the_store_one_write_where_something_changes_and_none_for_a_question(
    product: Product,
) -> None:
    browser, pin = Browser(product), await product.new_pin(await product.new_call())
    product.forget_requests()

    await browser.redeem(pin)
    assert product.store_requests == ["read net", "create proof", "read pin", "patch call", "patch call"]
    product.forget_requests()
    fine(await browser.ask("GET", "/api/session"))
    assert product.store_requests == ["read call"]
    product.forget_requests()
    fine(await browser.ask("POST", "/api/consent", {"kind": "screen", "granted": True}))
    assert product.store_requests == ["create proof", "read call", "patch call"]


async def test_used_proofs_are_forgotten_once_they_are_too_old_to_be_taken(product: Product, victim: Browser) -> None:
    used = product.ports.proofs_used_here
    kept = []
    for _ in range(4):
        product.clock.forward(400)
        victim.place |= fine(await victim.ask("GET", "/api/session"))
        kept.append(len(used))

    assert kept == [2, 3, 3, 3], "redeeming and one question each 400 seconds, for 991 seconds"
