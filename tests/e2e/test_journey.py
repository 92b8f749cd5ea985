"""The main job: PIN to shared screen, in two real browsers."""

from playwright.sync_api import expect

from tests.e2e.people import Customer, Operator, at, open_data_channels, packets_received


def in_call(operator: Operator, customer: Customer) -> None:
    """From nothing to a call with a shared screen."""
    pin = operator.new_call()
    customer.redeem(pin)
    code = customer.share()
    operator.expect_somebody_waiting()
    operator.let_in(code)
    customer.expect_phase("call")


def test_the_operator_sees_the_customers_screen_and_they_hear_each_other(
    operator: Operator, customer: Customer
) -> None:
    """Pixels of the customer's page, audio packets both ways and an open data channel; then the operator ends."""
    in_call(operator, customer)

    operator.expect_screen()
    heard = [packets_received(who.person, "audio") for who in (operator, customer)]
    operator.person.page.wait_for_timeout(2_000)
    for before, who in zip(heard, (operator, customer), strict=True):
        assert packets_received(who.person, "audio") > before + 40
        assert open_data_channels(who.person) >= 1
    expect(at(customer.person, "stop-sharing")).to_be_visible()

    operator.end()
    customer.expect_phase("ended")
    expect(at(customer.person, "ended-reason")).to_be_visible()


def test_nothing_leaves_the_customers_browser_before_admission(operator: Operator, customer: Customer) -> None:
    """In the lobby there is a match code, and no peer connection."""
    pin = operator.new_call()
    customer.redeem(pin)
    customer.share()
    operator.expect_somebody_waiting()

    assert customer.person.page.evaluate("() => window.peerConnections.length") == 0
    assert operator.person.page.evaluate("() => window.peerConnections.length") == 0


def test_the_customer_stops_sharing_and_the_call_goes_on(operator: Operator, customer: Customer) -> None:
    in_call(operator, customer)
    operator.expect_screen()
    at(customer.person, "stop-sharing").click()

    expect(at(operator.person, "screen").locator("video")).to_have_count(0)
    customer.expect_phase("call")
    before = packets_received(operator.person, "audio")
    operator.person.page.wait_for_timeout(1_000)
    assert packets_received(operator.person, "audio") > before


def test_a_customer_who_left_comes_back_by_a_new_pin_of_the_same_call(operator: Operator, customer: Customer) -> None:
    in_call(operator, customer)
    at(customer.person, "leave").click()
    customer.expect_phase("ended")
    at(operator.person, "new-pin").first.click()
    pin = operator.pin()
    customer.open_widget()
    customer.redeem(pin)
    code = customer.share()
    operator.expect_somebody_waiting()
    operator.let_in(code)

    operator.expect_screen()
