"""Microsoft's own calling SDK in both front ends, under the policies that are shipped, and without its service."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import BrowserContext, Playwright, Route, expect

from tests.e2e.acs.scripted_sdk import SDK
from tests.e2e.browsers import ACCEPT_THIS_TAB, Person, person
from tests.e2e.people import Customer, Operator

MICROSOFTS = re.compile(r"^https://[^/]*\.(microsoft|skype)\.com/")
GIVEN_UP_MS = 90_000
"""The SDK tries several hosts several times before it gives a call up."""


@dataclass
class Seen:
    """What one browser fetched, asked for elsewhere, and was forbidden."""

    sdk: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)


def watching(context: BrowserContext) -> Seen:
    """Note all of it; nobody at Microsoft is reached, wherever the test runs."""
    seen = Seen()

    def unreachable(route: Route) -> None:
        seen.elsewhere.append(route.request.url)
        route.abort("namenotresolved")

    def said(text: str) -> None:
        if "Content Security Policy" in text or "Permissions policy" in text:
            seen.forbidden.append(text)

    context.route(MICROSOFTS, unreachable)
    context.on("request", lambda request: seen.sdk.append(request.url) if SDK.search(request.url) else None)
    context.on("console", lambda message: said(message.text))
    return seen


COUNT_MICROPHONES = """(() => {
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  window.microphones = 0;
  navigator.mediaDevices.getUserMedia = (wanted) => {
    if (wanted?.audio) window.microphones += 1;
    return ask(wanted);
  };
})()"""


@pytest.fixture
def two_people(playwright: Playwright, origin: str) -> Iterator[tuple[Person, Person]]:
    with person(playwright, origins=(origin,)) as left, person(playwright, ACCEPT_THIS_TAB, origins=(origin,)) as right:
        yield left, right


def test_it_is_fetched_after_the_pin_and_both_are_told_that_the_service_is_out_of_reach(
    two_people: tuple[Person, Person], origin: str
) -> None:
    left, right = two_people
    at_operators, at_customers = watching(left.context), watching(right.context)
    right.context.add_init_script(COUNT_MICROPHONES)
    operator, customer = Operator(left, origin), Customer(right, origin)
    operator.sign_in()
    assert at_operators.sdk == []
    pin = operator.new_call()
    customer.open_widget()
    customer.redeem(pin)
    assert at_customers.sdk == [], "before the customer agreed"
    code = customer.share()
    operator.expect_somebody_waiting()
    for seen, page in ((at_customers, right.page), (at_operators, left.page)):
        page.wait_for_timeout(1_500)
        assert len(seen.sdk) == 1, "while the customer waits"
    assert at_customers.elsewhere == [], "nothing leaves the browser before admission"
    operator.let_in(code)
    customer.expect_phase("call")

    expect(left.page.get_by_text("The call service can't be reached")).to_be_visible(timeout=GIVEN_UP_MS)
    expect(right.page.get_by_text("We can't reach the call service.")).to_be_visible(timeout=GIVEN_UP_MS)
    assert right.page.evaluate("window.microphones") == 1, "the widget's own question; the SDK opens none by itself"
    for seen in (at_operators, at_customers):
        assert seen.elsewhere, "it did try"
        assert seen.forbidden == []
        assert len(set(seen.sdk)) == 1

    operator.end()
    customer.expect_phase("ended")
