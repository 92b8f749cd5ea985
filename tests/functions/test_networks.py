"""The budget of refused PINs that every network has: 429 with the seconds to wait, and nobody else is touched."""

import asyncio
from pathlib import Path

import pytest

from tests.functions.conftest import MakeProduct
from tests.functions.product import Product, fine, fresh_address, fresh_key, refused, unknown_pin, wrong_secret


async def _fail(product: Product, pin: str, address: str, times: int) -> None:
    for step in range(times):
        refused(await product.redeem(wrong_secret(unknown_pin(pin), step), address=address), 403, "pin_rejected")


async def _pin(product: Product) -> str:
    return await product.new_pin(await product.new_call())


async def test_after_five_refusals_in_ten_minutes_an_address_must_wait(product: Product) -> None:
    pin, address = await _pin(product), fresh_address()
    await _fail(product, pin, address, 4)
    product.clock.forward(60)
    await _fail(product, pin, address, 1)

    problem = refused(await product.redeem(pin, address=address), 429, "too_many_attempts")

    assert problem["retry_after"] == 540
    product.clock.forward(539.999)
    assert refused(await product.redeem(pin, address=address), 429, "too_many_attempts")["retry_after"] == 1
    product.clock.forward(0.001)
    refused(await product.redeem(pin, address=address), 403, "pin_rejected")


async def test_after_twenty_refusals_in_a_day_an_address_must_wait_for_the_first_to_be_a_day_old(
    product: Product,
) -> None:
    pin, address = await _pin(product), fresh_address()
    for _ in range(4):
        await _fail(product, pin, address, 5)
        product.clock.forward(600)

    problem = refused(await product.redeem(pin, address=address), 429, "too_many_attempts")

    assert problem["retry_after"] == 86_400 - 4 * 600
    product.clock.forward(problem["retry_after"])
    await _fail(product, pin, address, 5)


async def test_only_refused_pins_count(product: Product) -> None:
    """Malformed ones, invalid requests and successes do not."""
    call_id, address = await product.new_call(), fresh_address()
    for _ in range(7):
        refused(await product.redeem("123", address=address), 400, "pin_malformed")
        refused(await product.redeem("1" * 65, address=address), 400, "invalid_request")
        fine(await product.redeem(await product.new_pin(call_id), address=address))
    await _fail(product, await product.new_pin(call_id), address, 4)

    fine(await product.redeem(await product.new_pin(call_id), address=address))


async def test_a_success_gives_no_budget_back(product: Product) -> None:
    call_id, address = await product.new_call(), fresh_address()
    pin = await product.new_pin(call_id)
    await _fail(product, pin, address, 4)
    fine(await product.redeem(pin, address=address))
    await _fail(product, pin, address, 1)

    refused(await product.redeem(await product.new_pin(call_id), address=address), 429, "too_many_attempts")


async def test_other_networks_are_not_touched(product: Product) -> None:
    """No global lockout: that would be a switch for attackers."""
    pin = await _pin(product)
    for _ in range(30):
        await _fail(product, pin, fresh_address(), 5)

    fine(await product.redeem(pin))


async def test_resuming_with_a_wrong_key_counts_as_well(product: Product) -> None:
    customer, address = await product.waiting(await product.new_call()), fresh_address()
    named = {name: customer[name] for name in ("call_id", "participant_id")}
    for _ in range(5):
        refused(
            await product.stranger("/api/resume", {**named, "redemption_key": fresh_key()}, address),
            403,
            "pin_rejected",
        )

    refused(
        await product.stranger("/api/resume", {**named, "redemption_key": fresh_key()}, address),
        429,
        "too_many_attempts",
    )
    refused(await product.redeem("1" * 10, address=address), 400, "pin_malformed")


@pytest.mark.parametrize(
    ("width", "allowed"),
    [pytest.param(64, 5, id="/64"), pytest.param(56, 15, id="/56"), pytest.param(48, 50, id="/48")],
)
async def test_an_ipv6_network_has_a_budget_by_its_width(product: Product, width: int, allowed: int) -> None:
    """Addresses of one /64, then /64s of one /56, then /56s of one /48."""
    pin = await _pin(product)
    for number in range(allowed):
        address = {
            64: f"2001:db8:1:100::{number:x}",
            56: f"2001:db8:2:1{number:02x}::1",
            48: f"2001:db8:3:{number:02x}00::1",
        }[width]
        await _fail(product, pin, address, 1)
    inside = {64: "2001:db8:1:100::ffff", 56: "2001:db8:2:1ff::1", 48: "2001:db8:3:ff00::1"}[width]
    outside = {64: "2001:db8:1:200::1", 56: "2001:db8:2:200::1", 48: "2001:db8:4::1"}[width]

    refused(await product.redeem(pin, address=inside), 429, "too_many_attempts")
    fine(await product.redeem(pin, address=outside))


async def test_an_ipv4_address_in_ipv6_clothes_is_the_same_address(product: Product) -> None:
    pin = await _pin(product)
    await _fail(product, pin, "198.51.100.7", 3)
    await _fail(product, pin, "::ffff:198.51.100.7", 2)

    refused(await product.redeem(pin, address="198.51.100.7"), 429, "too_many_attempts")
    refused(await product.redeem(pin, address="::FFFF:c633:6407"), 429, "too_many_attempts")


@pytest.mark.parametrize(
    "address", ["", "unknown", "1.2.3.4:5678", "1.2.3.4, 5.6.7.8", "1.2.3.4,5.6.7.8", "[::1]", "1.2.3"]
)
async def test_without_a_usable_address_pins_are_refused_with_503(product: Product, address: str) -> None:
    """Refuse rather than not count; and never fall back to what the client says of itself."""
    pin = await _pin(product)
    product.forget_requests()

    for path, body in (
        ("/api/redeem-pin", {"pin": pin, "redemption_key": fresh_key()}),
        ("/api/resume", {"call_id": "call_x", "participant_id": "part_x", "redemption_key": fresh_key()}),
    ):
        told = {"X-Azure-SocketIP": address, "X-Forwarded-For": "192.0.2.1", "X-Azure-ClientIP": "192.0.2.1"}
        refused(await product.ask("POST", path, body, told), 503, "unavailable")

    assert product.store_requests == []


async def test_x_forwarded_for_chooses_no_network(product: Product) -> None:
    pin, address = await _pin(product), fresh_address()
    for step in range(5):
        told = {"X-Azure-SocketIP": address, "X-Forwarded-For": fresh_address(), "X-Azure-ClientIP": fresh_address()}
        body = {"pin": wrong_secret(unknown_pin(pin), step), "redemption_key": fresh_key()}
        refused(await product.ask("POST", "/api/redeem-pin", body, told), 403, "pin_rejected")

    refused(await product.redeem(pin, address=address), 429, "too_many_attempts")


async def test_a_network_that_tries_all_at_once_gets_no_more_tries_than_one_after_the_other(product: Product) -> None:
    """Tries under way count like failures; whoever asks afterwards must wait."""
    pin, address = await _pin(product), fresh_address()

    burst = (product.redeem(wrong_secret(unknown_pin(pin), step), address=address) for step in range(60))
    statuses = [answer.status_code for answer in await asyncio.gather(*burst)]
    assert sorted(statuses) == [403] * 5 + [429] * 55

    refused(await product.redeem(pin, address=address), 429, "too_many_attempts")
    product.clock.forward(601)
    refused(await product.redeem(unknown_pin(pin), address=address), 403, "pin_rejected")


async def test_a_busy_network_is_still_counted_when_its_document_is_tidied(make_product: MakeProduct) -> None:
    product = make_product(NETWORK_FAILURES_10M="300", NETWORK_FAILURES_DAY="300")
    pin, address = await _pin(product), fresh_address()
    await _fail(product, pin, address, 150)
    product.clock.forward(86_400 - 60)
    await _fail(product, pin, address, 100)
    product.clock.forward(120)
    await _fail(product, pin, address, 200)

    refused(await product.redeem(pin, address=address), 429, "too_many_attempts")


async def test_the_settings_say_how_many(make_product: MakeProduct) -> None:
    product = make_product(NETWORK_FAILURES_10M="2", NETWORK_FAILURES_DAY="3")
    pin, address = await _pin(product), fresh_address()
    await _fail(product, pin, address, 2)
    assert refused(await product.redeem(pin, address=address), 429, "too_many_attempts")["retry_after"] == 600
    product.clock.forward(600)
    await _fail(product, pin, address, 1)

    assert refused(await product.redeem(pin, address=address), 429, "too_many_attempts")["retry_after"] == 85_800


async def test_addresses_are_kept_nowhere(product: Product, tmp_path: Path) -> None:
    pin = await _pin(product)
    await _fail(product, pin, "198.51.100.77", 2)
    await _fail(product, pin, "2001:db8:77:7700::77", 2)
    product.close()

    for path in (tmp_path / "data-0").rglob("*"):
        if path.is_file():
            assert b"198.51.100.77" not in path.read_bytes()
            assert b"2001:db8:77" not in path.read_bytes()
