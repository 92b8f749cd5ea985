"""What goes wrong is said in words, and nothing is lost by it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, expect

from shared.check_digit import check_digit
from tests.e2e.browsers import REJECT_THIS_TAB, Person, person
from tests.e2e.people import Customer, Operator, at, watch_peer_connections
from tests.e2e.test_journey import in_call


def wrong(pin: str) -> str:
    """Another PIN with a right check digit: the last secret digit is one more."""
    digits = pin.replace(" ", "")
    body = digits[:-2] + str((int(digits[-2]) + 1) % 10)
    return body + check_digit(body)


def test_a_wrong_pin_is_refused_in_words_and_the_right_one_still_works(operator: Operator, customer: Customer) -> None:
    pin = operator.new_call()
    customer.type_pin(wrong(pin))
    expect(at(customer.person, "pin-error")).to_contain_text("doesn't work")

    customer.redeem(pin)


def test_a_mistyped_digit_is_caught_without_a_request(operator: Operator, customer: Customer) -> None:
    pin = operator.new_call().replace(" ", "")
    asked: list[str] = []
    customer.person.page.on("request", lambda request: asked.append(request.url))
    customer.type_pin(pin[:-1] + str((int(pin[-1]) + 1) % 10))

    expect(at(customer.person, "pin-error")).to_be_visible()
    assert not [url for url in asked if "redeem-pin" in url]


def test_a_used_pin_is_refused_to_everybody_else(
    operator: Operator, customer: Customer, playwright: Playwright, origin: str
) -> None:
    pin = operator.new_call()
    customer.redeem(pin)
    with person(playwright, origins=(origin,)) as stranger:
        late = Customer(stranger, origin)
        late.open_widget()
        late.type_pin(pin)

        expect(at(stranger, "pin-error")).to_contain_text("doesn't work")


def test_two_wrong_match_codes_turn_the_customer_away(operator: Operator, customer: Customer) -> None:
    customer.redeem(operator.new_call())
    code = customer.share()
    operator.expect_somebody_waiting()
    operator.try_code(f"{(int(code) + 1) % 100:02d}")
    expect(operator.person.page.get_by_text("one try", exact=False).first).to_be_visible()
    operator.try_code(f"{(int(code) + 2) % 100:02d}")

    customer.expect_phase("ended")
    expect(at(customer.person, "ended-reason")).to_be_visible()
    expect(at(operator.person, "new-pin").first).to_be_visible()


@pytest.fixture
def refusing_browser(playwright: Playwright, origin: str) -> Iterator[Person]:
    """A customer who presses Cancel in the browser's own picker."""
    with person(playwright, REJECT_THIS_TAB, origins=(origin,)) as sitting:
        watch_peer_connections(sitting)
        yield sitting


def test_denied_capture_is_explained_and_voice_goes_on(
    operator: Operator, refusing_browser: Person, origin: str
) -> None:
    customer = Customer(refusing_browser, origin)
    customer.open_widget()
    customer.redeem(operator.new_call())
    at(refusing_browser, "consent-share").click()
    expect(refusing_browser.page.locator('[data-phase="consent"] [role="alert"]').first).to_be_visible()

    code = customer.voice_only()
    operator.expect_somebody_waiting()
    operator.try_code(code)
    customer.expect_phase("call")


def test_distrust_ends_it_at_once_for_the_customer(operator: Operator, customer: Customer) -> None:
    in_call(operator, customer)
    at(customer.person, "distrust").click()
    sure = customer.person.page.get_by_role("button", name="end", exact=False)
    if sure.count():
        sure.first.click()

    customer.expect_phase("ended")
    expect(at(customer.person, "ended-reason")).to_be_visible()
    tracks = customer.person.page.evaluate(
        "() => window.peerConnections.filter((c) => c.connectionState !== 'closed').length"
    )
    assert tracks == 0
