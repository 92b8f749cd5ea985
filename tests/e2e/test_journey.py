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
