"""A session that is bound to a browser's key (RFC 9449): what was stolen, token or redemption key, is worth nothing."""

import pytest

from tests.functions.product import Product, fine, fresh_key, principal, refused
from tests.security.proving_browser import SESSION_REQUESTS, Browser


async def test_the_whole_journey_with_a_key(product: Product, victim: Browser) -> None:
    assert victim.place["token_type"] == "DPoP"
    for method, path, body in SESSION_REQUESTS:
        assert (await victim.ask(method, path, body)).status_code in {200, 201}, path


@pytest.mark.parametrize(("method", "path", "body"), SESSION_REQUESTS, ids=lambda part: str(part)[:28])
async def test_a_stolen_session_token_alone_opens_nothing(
    product: Product, victim: Browser, method: str, path: str, body: object
) -> None:
    for scheme in ("Bearer", "DPoP"):
        alone = {"Authorization": f"{scheme} {victim.token}"}
        refused(await product.ask(method, path, body, alone), 401, "proof_required")
        thief = Browser(product, place=victim.place)
        refused(await thief.ask(method, path, body, Authorization=f"{scheme} {victim.token}"), 401, "proof_invalid")
        assert (await product.ask(method, path, body, alone | principal("operator-1"))).status_code == 401


async def test_a_stolen_redemption_key_alone_opens_nothing(product: Product) -> None:
    browser, pin = Browser(product), await product.new_pin(await product.new_call())
    await browser.redeem(pin)
    thief = Browser(product, redemption_key=browser.redemption_key, place=browser.place)
    copied = {"redemption_key": browser.redemption_key}

    refused(await browser.resume({}, **copied), 403, "pin_rejected")
    refused(await thief.resume(**copied), 403, "pin_rejected")
    refused(await product.redeem(pin, browser.redemption_key), 403, "pin_rejected")
    refused(await thief.try_pin(pin), 403, "pin_rejected")


async def test_a_browser_comes_back_by_its_key_alone(product: Product, victim: Browser) -> None:
    back = fine(await victim.resume())

    assert (back["participant_id"], back["state"]) == (victim.place["participant_id"], "admitted")
    assert back["token_type"] == "DPoP"
    victim.place = back
    fine(await victim.ask("POST", "/api/issue-acs-token", {}))


async def test_a_lost_answer_costs_nothing_though_each_try_has_a_proof_of_its_own(product: Product) -> None:
    browser, pin = Browser(product), await product.new_pin(await product.new_call())
    first = await browser.redeem(pin)

    again = await browser.redeem(pin)

    assert again["participant_id"] == first["participant_id"]


async def test_whoever_left_cannot_come_back_by_the_key(product: Product, victim: Browser) -> None:
    fine(await victim.ask("POST", "/api/end-call", {}))

    refused(await victim.resume(), 403, "pin_rejected")


async def test_the_key_alone_does_not_stand_for_the_pins_redemption_key(product: Product) -> None:
    """Both made the name under which the PIN's use is kept: neither alone lets anybody search for the PIN."""
    browser, pin = Browser(product), await product.new_pin(await product.new_call())
    await browser.redeem(pin)

    refused(await Browser(product, browser.key).try_pin(pin), 403, "pin_rejected")


async def test_an_empty_proof_is_a_wrong_one_and_no_other_scheme_is_a_session(
    product: Product, victim: Browser
) -> None:
    pin = await product.new_pin(await product.new_call())
    body = {"pin": pin, "redemption_key": fresh_key()}
    refused(await product.ask("POST", "/api/redeem-pin", body, {"DPoP": ""}), 401, "proof_invalid")
    refused(await victim.ask("GET", "/api/session", Authorization=f"Basic {victim.token}"), 401, "session_invalid")


async def test_who_was_turned_away_gets_no_fresh_token(product: Product) -> None:
    browser, call_id = Browser(product), await product.new_call()
    await browser.redeem(await product.new_pin(call_id))
    await product.new_pin(call_id)
    product.clock.forward(400)

    told = fine(await browser.ask("GET", "/api/session"))

    assert told["participant"]["state"] == "turned_away"
    assert "session_token" not in told


async def test_a_renewed_session_is_bound_to_the_same_key(product: Product, victim: Browser) -> None:
    product.clock.forward(400)
    renewed = fine(await victim.ask("GET", "/api/session"))["session_token"]

    refused(await product.ask("GET", "/api/session", None, {"Authorization": f"DPoP {renewed}"}), 401, "proof_required")
    victim.place["session_token"] = renewed
    fine(await victim.ask("GET", "/api/session"))


async def test_without_a_proof_from_the_start_all_is_as_it_was(product: Product) -> None:
    """A client of the contract that has no keys; it is told `Bearer`, and coming back takes its redemption key."""
    waiting = await product.waiting(await product.new_call())
    bearer = {"Authorization": f"Bearer {waiting['session_token']}"}
    assert waiting["token_type"] == "Bearer"
    fine(await product.ask("GET", "/api/session", None, bearer))
    named = {name: waiting[name] for name in ("call_id", "participant_id")}
    fine(await product.stranger("/api/resume", {**named, "redemption_key": waiting["key"]}))

    refused(await product.stranger("/api/resume", named), 400, "invalid_request")
    thief = Browser(product, place=waiting)
    refused(await thief.resume(), 403, "pin_rejected")
    refused(await thief.ask("GET", "/api/session"), 401, "session_invalid")
