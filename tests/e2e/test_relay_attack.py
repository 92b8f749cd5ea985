"""A fraudster on the phone with the bank and with its customer relays PIN and number between them: what each side sees.

The operator's and the victim's browsers are real, and so is the call between them; the fraudster is the voice on both
phones. docs/relay-attack.md prints what this records.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, expect

from tests.e2e.browsers import ACCEPT_THIS_TAB, Person, person
from tests.e2e.hosts import ROOT, heard_host
from tests.e2e.people import Customer, Operator, at
from tests.e2e.relay import (
    NOTE_THE_ORDER,
    Fraudster,
    Transcript,
    call_id_of,
    expect_told,
    hears,
    sees,
)

_PAGE = (ROOT / "docs" / "relay-attack.md").read_text(encoding="utf-8")
_ALARM = "a customer does not trust the call "


@pytest.fixture(scope="module")
def host() -> Iterator[tuple[str, list[str]]]:
    with heard_host(NETWORK_FAILURES_10M="1000", NETWORK_FAILURES_DAY="1000") as started:
        yield started


@pytest.fixture
def origin(host: tuple[str, list[str]]) -> str:
    return host[0]


@pytest.fixture
def log(host: tuple[str, list[str]]) -> list[str]:
    return host[1]


def _printed(heading: str) -> list[str]:
    """The transcript under that heading of the page."""
    found = re.search(rf"^## {heading}\n.*?```text\n(.*?)```", _PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None, f"docs/relay-attack.md has no transcript under {heading!r}"
    return found.group(1).splitlines()


def _asks_for_another_pin(operator: Operator, call_id: str) -> int:
    """The status that the operator's browser gets for one more PIN of this call."""
    return int(
        operator.person.page.evaluate(
            """async (callId) => {
              const headers = { 'Content-Type': 'application/json' };
              const body = JSON.stringify({ call_id: callId });
              return (await fetch('/api/issue-pin', { method: 'POST', headers, body })).status;
            }""",
            call_id,
        )
    )


def test_a_relayed_call_is_found_out_and_ended_by_the_victim(
    operator: Operator, customers_browser: Person, origin: str, log: list[str]
) -> None:
    customers_browser.context.add_init_script(NOTE_THE_ORDER)
    victim = Customer(customers_browser, origin)
    victim.open_widget()
    told = Transcript()
    fraudster = Fraudster(told)

    pin = fraudster.relays_the_pin(operator)
    victim.redeem(pin)
    name = "Jana"
    sees(told, "victim", victim, f"Share this tab with {name}?")
    number = victim.share()
    sees(told, "victim", victim, "Read it only to the person who gave you the code.")
    fraudster.relays_the_number(operator, number)
    call_id = call_id_of(operator)

    victim.expect_phase("call")
    sees(told, "victim", victim, f"{name} now speaks to you here. You can hang up the phone.")
    sees(told, "victim", victim, "If anyone else tells you what to do, press “I don't trust this call”.")
    hears(told, "victim", victim, "the operator")
    hears(told, "operator", operator, "the victim")
    operator.expect_screen()
    told.add("operator", "sees the victim's tab, after the voices: nothing that the fraudster could have made")
    assert victim.person.page.evaluate("() => window.voicesWhenThePictureFlowed") == 1

    at(victim.person, "distrust").click()
    told.add("victim", "presses: I don't trust this call")
    victim.expect_phase("ended")
    sees(told, "victim", victim, "The call has ended")
    expect_told(victim)
    sees(told, "victim", victim, "The bank has been told.")
    sees(told, "victim", victim, "Hang up the phone.")
    sees(told, "victim", victim, "Call your bank on the number printed on your card.")
    sees(told, "operator", operator, "The customer does not trust this call")
    sees(told, "operator", operator, "Do not call back on a number that you were given.")
    expect(at(operator.person, "distrusted")).to_contain_text(call_id)
    expect(at(operator.person, "new-pin")).to_have_count(0)
    assert _asks_for_another_pin(operator, call_id) == 409
    told.add("fraudster", "gets no further PIN for this call")
    assert [line.count(call_id) for line in log if _ALARM in line] == [1]
    told.add("fraud desk", "gets one alarm with the call's id")
    expect(at(operator.person, "call-list")).to_contain_text("not trusted by the customer")
    told.add("operator", "finds the call in the list: not trusted by the customer")

    assert told.lines == _printed("The relay")


def test_who_redeems_the_pin_themselves_gets_no_victim(
    operator: Operator, customers_browser: Person, playwright: Playwright, origin: str
) -> None:
    """The fraudster was quicker: the victim's tab is refused, shares nothing, and the operator asks for the number."""
    victim = Customer(customers_browser, origin)
    victim.open_widget()
    told = Transcript()
    with person(playwright, ACCEPT_THIS_TAB, origins=(origin,)) as thiefs_browser:
        thief = Customer(thiefs_browser, origin)
        thief.open_widget()
        pin = operator.new_call()
        told.add("operator", "reads a PIN to the phone")
        thief.redeem(pin)
        told.add("fraudster", "types it into a browser of their own")
        number = thief.share()
        victim.type_pin(pin)
        expect(at(victim.person, "pin-error")).to_contain_text("doesn't work")
        told.add("victim", "is refused, as by any wrong code, and shares nothing")
        operator.expect_somebody_waiting()
        sees(told, "operator", operator, "Ask: “Which two digits do you see?”")
        expect(operator.person.page.get_by_text(re.compile("^Someone used the PIN"))).to_be_visible()
        told.add("operator", "sees: Someone used the PIN")
        wrong = [f"{(int(number) + step) % 100:02d}" for step in (1, 2)]
        operator.try_code(wrong[0])
        expect(operator.person.page.get_by_text("One try left", exact=False).first).to_be_visible()
        operator.try_code(wrong[1])
        told.add("victim", "has no number to read; two that are made up are wrong")
        thief.expect_phase("ended")
        told.add("fraudster", "is turned away")
        sees(told, "operator", operator, "Somebody else may have used the PIN")

    assert told.lines == _printed("The PIN in a browser of the fraudster's own")
