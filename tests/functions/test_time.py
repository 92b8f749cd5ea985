"""What time does: PINs, calls, sessions and sign-ins of customers end by themselves."""

from typing import Any

import jwt
import pytest

from shared.adapters.file_secrets import FileSecrets
from shared.ids import CallId
from tests.functions.conftest import MakeProduct
from tests.functions.product import Product, fine, fresh_key, refused


async def test_a_pin_lives_for_five_minutes_to_the_millisecond(product: Product) -> None:
    call_id = await product.new_call()
    early, late = await product.new_pin(call_id), await product.new_pin(await product.new_call())
    early = await product.new_pin(call_id)
    product.clock.forward(299.999)
    fine(await product.redeem(early))
    product.clock.forward(0.001)

    refused(await product.redeem(late), 403, "pin_rejected")


async def test_the_operator_sees_a_pin_expire(product: Product) -> None:
    call_id = await product.new_call()
    assert (await product.call(call_id))["pin"] == {"state": "none", "expires_at": None}
    await product.new_pin(call_id)
    live = {"state": "live", "expires_at": "2026-01-01T00:05:00.000Z"}
    assert (await product.call(call_id))["pin"] == live
    product.clock.forward(300)

    assert (await product.call(call_id))["pin"] == live | {"state": "expired"}


async def test_a_pin_says_how_long_it_lives(make_product: MakeProduct) -> None:
    product = make_product(PIN_TTL_SECONDS="90")
    issued = fine(await product.operator("/api/issue-pin", {"call_id": await product.new_call()}), 201)

    assert issued["ttl_seconds"] == 90
    assert issued["expires_at"] == "2026-01-01T00:01:30.000Z"


async def test_a_call_is_over_when_its_time_is(product: Product) -> None:
    call_id, key = await product.new_call(), fresh_key()
    pin = await product.new_pin(call_id)
    customer = fine(await product.redeem(pin, key))
    fine(await product.admit(customer))
    product.clock.forward(3590)
    named = {name: customer[name] for name in ("call_id", "participant_id")}
    token = fine(await product.stranger("/api/resume", {**named, "redemption_key": key}))["session_token"]
    product.clock.forward(10)

    shown = await product.call(call_id)
    assert (shown["state"], shown["end_reason"], shown["ended_at"]) == ("ended", "expired", "2026-01-01T01:00:00.000Z")
    session = fine(await product.customer(token, "/api/session"))
    assert (session["state"], session["end_reason"]) == ("ended", "expired")
    assert "session_token" not in session
    refused(await product.operator("/api/issue-pin", {"call_id": call_id}), 409, "call_closed")
    refused(await product.admit(customer), 409, "call_closed")
    refused(await product.operator("/api/turn-away", named), 409, "call_closed")
    refused(await product.operator("/api/issue-acs-token", {"call_id": call_id}), 410, "call_closed")
    refused(await product.customer(token, "/api/issue-acs-token", {}), 410, "call_closed")
    refused(await product.customer(token, "/api/consent", {"kind": "screen", "granted": True}), 410, "call_closed")
    refused(await product.customer(token, "/api/local-call-signals"), 410, "call_closed")
    refused(await product.operator(f"/api/local-call-signals?call_id={call_id}"), 410, "call_closed")
    refused(await product.redeem(pin, key), 403, "pin_rejected")
    refused(await product.stranger("/api/resume", {**named, "redemption_key": key}), 403, "pin_rejected")


async def test_ending_a_call_that_time_has_ended_changes_nothing(product: Product) -> None:
    call_id = await product.new_call()
    product.clock.forward(3600)

    ended = fine(await product.operator("/api/end-call", {"call_id": call_id}))

    assert ended == {"call_id": call_id, "state": "ended", "ended_at": "2026-01-01T01:00:00.000Z"}
    assert (await product.call(call_id))["end_reason"] == "expired"


async def test_a_call_lasts_as_long_as_the_settings_say(make_product: MakeProduct) -> None:
    product = make_product(CALL_TTL_SECONDS="120")
    call_id = await product.new_call()
    product.clock.forward(119.999)
    assert (await product.call(call_id))["state"] == "open"
    product.clock.forward(0.001)

    assert (await product.call(call_id))["state"] == "ended"


async def test_the_same_pin_and_key_come_back_for_as_long_as_the_call_lives(make_product: MakeProduct) -> None:
    """Also in a call that lasts a day."""
    product = make_product(CALL_TTL_SECONDS="86400")
    call_id, key = await product.new_call(), fresh_key()
    pin = await product.new_pin(call_id)
    customer = fine(await product.redeem(pin, key))
    fine(await product.admit(customer))
    product.clock.forward(86_000)

    assert fine(await product.redeem(pin, key))["participant_id"] == customer["participant_id"]


async def test_a_session_lasts_ten_minutes(product: Product) -> None:
    customer = await product.admitted(await product.new_call())
    assert customer["expires_in"] == 600
    product.clock.forward(599)
    fine(await product.customer(customer["session_token"], "/api/session"))
    product.clock.forward(1)

    refused(await product.customer(customer["session_token"], "/api/session"), 401, "session_expired")
    refused(await product.customer(customer["session_token"], "/api/issue-acs-token", {}), 401, "session_expired")


async def test_a_fresh_token_comes_once_less_than_half_of_the_old_ones_life_is_left(product: Product) -> None:
    token = (await product.admitted(await product.new_call()))["session_token"]
    product.clock.forward(300)
    assert "session_token" not in fine(await product.customer(token, "/api/session"))
    product.clock.forward(1)

    renewed = fine(await product.customer(token, "/api/session"))

    assert renewed["expires_in"] == 600
    claims = jwt.decode(renewed["session_token"], options={"verify_signature": False})
    assert claims["exp"] - claims["iat"] == 600
    assert claims["iat"] == 1_767_225_600 + 301
    product.clock.forward(500)
    fine(await product.customer(renewed["session_token"], "/api/session"))


async def test_renewed_again_and_again_a_session_lasts_as_long_as_its_call_and_no_longer(product: Product) -> None:
    token = (await product.admitted(await product.new_call()))["session_token"]
    for _ in range(8):
        product.clock.forward(400)
        token = fine(await product.customer(token, "/api/session"))["session_token"]
    product.clock.forward(400)

    last = fine(await product.customer(token, "/api/session"))

    assert last["state"] == "ended"
    assert "session_token" not in last


async def test_last_seen_moves_at_most_every_fifteen_seconds(product: Product) -> None:
    call_id = await product.new_call()
    customer = await product.waiting(call_id)

    async def seen() -> str:
        fine(await product.customer(customer["session_token"], "/api/session"))
        return str((await product.call(call_id))["participants"][0]["last_seen_at"])

    product.clock.forward(14.999)
    assert await seen() == "2026-01-01T00:00:00.000Z"
    product.clock.forward(0.001)
    assert await seen() == "2026-01-01T00:00:15.000Z"
    product.clock.forward(14)
    assert await seen() == "2026-01-01T00:00:15.000Z"
    product.clock.forward(20)
    assert await seen() == "2026-01-01T00:00:49.000Z"


@pytest.mark.parametrize("skew", [-300, 300])
async def test_two_instances_whose_clocks_differ_by_five_minutes_break_nothing(product: Product, skew: int) -> None:
    """What one of them made the other still judges safely: nobody gets in twice, nothing is a 500."""
    call_id, key = await product.new_call(), fresh_key()
    pin = await product.new_pin(call_id)
    product.clock.forward(skew)

    first = await product.redeem(pin, key)
    assert first.status_code == (200 if skew < 0 else 403)
    product.clock.forward(-skew)
    second = await product.redeem(pin, key)

    assert second.status_code == 200
    assert len((await product.call(call_id))["participants"]) == 1


async def test_everything_is_forgotten_thirty_days_after_its_last_change(product: Product) -> None:
    call_id = await product.new_call()
    fine(await product.operator("/api/end-call", {"call_id": call_id}))
    product.clock.forward(30 * 86_400 - 1)
    fine(await product.operator(f"/api/calls/{call_id}"))
    product.clock.forward(1)

    refused(await product.operator(f"/api/calls/{call_id}"), 404, "call_not_found")
    await product.wired.upkeep()
    assert fine(await product.operator("/api/calls")) == {"calls": [], "next": None}


async def test_mail_of_a_call_that_time_has_ended_is_dropped(product: Product) -> None:
    """Offers and candidates tell addresses of people's machines; nobody needs them any more."""
    call_id = await product.new_call()
    customer = await product.admitted(call_id)
    post = product.ports.signals
    assert post is not None
    signal = {"to": "operator", "kind": "offer", "data": "v=0"}
    fine(await product.customer(customer["session_token"], "/api/local-call-signals", signal), 201)
    product.clock.forward(3599)
    await product.wired.upkeep()
    assert len(await post.receive(CallId(call_id), "operator", 0)) == 1
    product.clock.forward(1)

    await product.wired.upkeep()

    assert await post.receive(CallId(call_id), "operator", 0) == []


async def test_sessions_outlive_a_rotation_of_the_signing_key(make_product: MakeProduct) -> None:
    """After a restart the newest key signs; what the older one signed is good until its time is over."""
    before = make_product()
    assert isinstance(before.wired.ports.secrets, FileSecrets)
    customer = await before.admitted(await before.new_call())
    before.wired.ports.secrets.rotate_key("session")
    after = Product(before.app.settings.adapters.data_dir, before.clock)

    renewed = fine(await after.stranger("/api/resume", {**_named(customer), "redemption_key": customer["key"]}))
    fine(await after.customer(customer["session_token"], "/api/session"))

    published = [key["kid"] for key in fine(await after.ask("GET", "/api/jwks"))["keys"]]
    signed_by = [jwt.get_unverified_header(place["session_token"])["kid"] for place in (customer, renewed)]
    assert published == signed_by
    after.close()


async def test_a_customer_who_waits_keeps_the_match_code_through_a_rotation_of_the_pepper(
    make_product: MakeProduct,
) -> None:
    before = make_product()
    assert isinstance(before.wired.ports.secrets, FileSecrets)
    customer = await before.waiting(await before.new_call())
    live = await before.new_pin(await before.new_call())
    before.wired.ports.secrets.rotate_pepper()
    after = Product(before.app.settings.adapters.data_dir, before.clock)

    session = fine(await after.customer(customer["session_token"], "/api/session"))

    assert session["match_code"] == customer["match_code"]
    fine(await after.admit(customer))
    fine(await after.redeem(live))
    after.close()


def _named(customer: dict[str, Any]) -> dict[str, str]:
    return {name: customer[name] for name in ("call_id", "participant_id")}
