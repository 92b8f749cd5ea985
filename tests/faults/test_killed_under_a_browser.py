"""A real browser types the PIN, the process dies between consuming it and answering, and the same browser gets in."""

import signal

from playwright.sync_api import expect, sync_playwright

from tests.e2e.browsers import person
from tests.e2e.people import Customer as Page
from tests.faults.conftest import Neighbours, Start
from tests.functions.contract_document import ContractDocument
from tests.functions.people import Operator
from tests.partners.faults import Fault


def test_the_same_browser_gets_in(neighbours: Neighbours, start: Start, document: ContractDocument) -> None:
    first = start()
    store = neighbours.cloud.store_faults
    with (
        Operator(first.origin, document) as operator,
        sync_playwright() as playwright,
        person(playwright, origins=(first.origin,)) as browser,
    ):
        call_id = operator.new_call()
        pin = operator.new_pin(call_id)
        page = Page(browser, first.origin)
        page.open_widget()
        store.fail_with(Fault("held_after"), method="PATCH", path=call_id, first=2, times=1)
        page.type_pin(pin)
        assert store.held.wait(10), "the PIN was never consumed"
        first.end(signal.SIGKILL)
        neighbours.recover()
        start()

        # The widget asks again of its own accord.
        expect(browser.page.locator('[data-phase="consent"]')).to_be_attached(timeout=30_000)
        page.voice_only()

        (waiting,) = operator.call(call_id)["participants"]
        assert waiting["state"] == "waiting"
        assert operator.call(call_id)["pin"]["state"] == "used"
