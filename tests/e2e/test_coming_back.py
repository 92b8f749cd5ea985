"""A reload, a dead line, a second tab: the call goes on, or comes back by itself."""

import pytest
from playwright.sync_api import expect

from tests.e2e.people import Customer, Operator, at, packets_received
from tests.e2e.test_journey import in_call


def test_the_customers_reload_comes_back_without_a_pin(operator: Operator, customer: Customer) -> None:
    in_call(operator, customer)
    customer.person.page.reload()

    customer.expect_phase("call")
    expect(at(customer.person, "pin-input")).to_have_count(0)
    operator.person.page.wait_for_timeout(1_000)
    expect_voice(operator, customer)
    # The browser asks anew before a page may be captured: one click, and the picture is back.
    at(customer.person, "share-again").click()
    operator.expect_screen()


def test_the_operators_reload_rejoins_the_call(operator: Operator, customer: Customer) -> None:
    in_call(operator, customer)
    operator.expect_screen()
    operator.person.page.reload()

    operator.expect_screen()
    expect_voice(operator, customer)


def test_a_second_tab_of_the_operator_does_not_join_twice(operator: Operator, customer: Customer) -> None:
    in_call(operator, customer)
    operator.expect_screen()
    second = operator.person.context.new_page()
    second.goto(operator.person.page.url)
    second.wait_for_timeout(3_000)

    assert second.evaluate("() => window.peerConnections.length") == 0
    operator.expect_screen()
    second.close()


@pytest.mark.parametrize("seconds", [12, 30])
def test_a_dead_line_is_named_and_the_picture_comes_back(operator: Operator, customer: Customer, seconds: int) -> None:
    in_call(operator, customer)
    operator.expect_screen()
    with customer.person.network_cut():
        customer.person.page.wait_for_timeout(seconds * 1_000)
        expect(customer.person.page.get_by_text("connect", exact=False).first).to_be_visible()

    expect_voice(operator, customer)
    operator.expect_screen()
    customer.expect_phase("call")


def expect_voice(operator: Operator, customer: Customer) -> None:
    """Audio packets flow both ways, within half a minute."""
    for who in (operator, customer):
        before = packets_received(who.person, "audio")
        for _ in range(60):
            who.person.page.wait_for_timeout(500)
            if packets_received(who.person, "audio") > before + 10:
                break
        else:
            raise AssertionError("no audio arrives")
