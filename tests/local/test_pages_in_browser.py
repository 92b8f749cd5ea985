"""The bank's form and the host's own pages in a real browser: anybody can use them, in either colour, on any screen."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

from tests.e2e.browsers import person
from tests.e2e.hosts import ROOT
from tests.local.host_process import HostProcess

_AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
_PICTURES = ROOT / "build" / "images"
_ANSWERS = {
    "#first-name": "Petr",
    "#last-name": "Dvořák",
    "#birth-number": "900101/1008",
    "#identity-card": "123456789",
    "#email": "petr@example.com",
    "#phone": "601 234 567",
    "#street": "Dlouhá 12",
    "#town": "Brno",
    "#postcode": "602 00",
}


@pytest.fixture(
    scope="module",
    params=[("light", 320), ("dark", 320), ("light", 1280), ("dark", 1280)],
    ids=lambda look: f"{look[0]}-{look[1]}",
)
def look(request: pytest.FixtureRequest, bank: HostProcess) -> Iterator[tuple[Page, str]]:
    """The page in a real browser, by colour scheme and width."""
    colour, width = request.param
    viewport = ViewportSize(width=width, height=800)
    with sync_playwright() as playwright, person(playwright, colour=colour, viewport=viewport) as visitor:
        visitor.page.route("**/bank/widget/**", lambda route: route.fulfill(status=404))
        visitor.page.add_init_script(_AXE)
        yield visitor.page, f"{colour}-{width}"
        assert visitor.complaints == []


def _sound(page: Page, name: str) -> None:
    """No violation that axe knows, nothing wider than the window; and a picture for whoever wants to look."""
    found = page.evaluate("async () => (await axe.run()).violations.map(v => [v.id, v.nodes.map(n => n.html)])")
    assert found == [], name
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    _PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=_PICTURES / f"{name}.png", full_page=True)


def test_the_application_is_filled_in_from_start_to_end(look: tuple[Page, str], bank: HostProcess) -> None:
    """Every state of the page, with what is refused on the way; by keyboard where a key does it."""
    page, name = look
    page.goto(f"{bank.origin}/bank/?lang=en")
    _sound(page, f"bank-loan-{name}")

    page.locator("#amount").press("ArrowRight")
    expect(page.locator("#amount-shown")).to_have_text("CZK 260,000")
    expect(page.locator("#amount")).to_have_attribute("aria-valuetext", "CZK\u00a0260,000")
    expect(page.locator("#payment")).to_have_text("CZK 5,014")

    page.locator("#purpose").press("Enter")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("#purpose")).to_be_focused()
    expect(page.locator("#purpose")).to_have_accessible_description("Choose one of these.")
    page.locator("#purpose").select_option("A car")
    expect(page.locator("#purpose-error")).to_be_hidden()
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_role("heading", name="About you")).to_be_focused()
    assert page.title().startswith("Step 2 of 3: About you")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("#first-name")).to_be_focused()
    _sound(page, f"bank-person-refused-{name}")
    for field, answer in _ANSWERS.items():
        page.locator(field).fill(answer)
    page.locator("#birth-number").fill("900101/1007")
    page.locator("#postcode").press("Enter")
    expect(page.locator("#birth-number")).to_be_focused()
    expect(page.locator("#birth-number")).to_have_accessible_description(re.compile("does not add up"))
    page.locator("#birth-number").fill(_ANSWERS["#birth-number"])
    page.locator("#postcode").press("Enter")

    page.get_by_label("Employment").check()
    page.locator("#income").fill("42 000")
    page.locator("#spending").fill("15000")
    page.locator("#account").fill("CZ65 0800 0000 1920 0014 5399")
    page.get_by_role("button", name="Check the application").click()
    expect(page.get_by_text("Without this consent we cannot assess")).to_be_visible()
    _sound(page, f"bank-income-refused-{name}")
    page.locator("[name=registers]").check()
    page.get_by_role("button", name="Check the application").click()

    expect(page.get_by_role("heading", name="Check your application")).to_be_focused()
    assert page.locator("#review [data-assist-mask]").all_inner_texts() == [
        "900101/1008",
        "123456789",
        "CZ65 0800 0000 1920 0014 5399",
    ]
    _sound(page, f"bank-review-{name}")
    page.get_by_role("button", name="Change: About you").click()
    expect(page.locator("#town")).to_have_value("Brno")
    page.go_back()
    page.get_by_role("button", name="Send the application").click()

    expect(page.get_by_role("heading", name="We have your application")).to_be_focused()
    expect(page.locator("#reference")).to_have_text(re.compile(r"^P-\d{6}$"))
    _sound(page, f"bank-sent-{name}")
    assert page.locator("#birth-number").input_value() == ""


@pytest.mark.parametrize(
    ("address", "picture"),
    [("/.auth/login/aad", "sign-in"), ("/.auth/logout/complete", "signed-out"), ("/", "start")],
)
def test_the_hosts_own_pages_are_sound(look: tuple[Page, str], bank: HostProcess, address: str, picture: str) -> None:
    page, name = look
    for language in ("cs", "en", "ko"):
        page.goto(f"{bank.origin}{address}?lang={language}")
        _sound(page, f"{picture}-{language}-{name}")


def test_a_persona_is_chosen_by_keyboard(look: tuple[Page, str], bank: HostProcess) -> None:
    page, _ = look
    page.context.clear_cookies()
    page.goto(f"{bank.origin}/operator/?lang=en")
    expect(page.get_by_role("heading", name="Who are you signing in as?")).to_be_visible()

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.wait_for_url(f"{bank.origin}/operator/?lang=en")


def test_the_test_block_is_there_on_request_alone(look: tuple[Page, str], bank: HostProcess) -> None:
    page, _ = look
    page.goto(f"{bank.origin}/bank/?lang=en")
    assert page.locator(".test-block").count() == 0

    page.goto(f"{bank.origin}/bank/?lang=en&test-block=1")

    box, window = page.locator(".test-block").bounding_box(), page.viewport_size
    assert box == {"x": 0, "y": 0, "width": window["width"] / 4, "height": window["height"] / 4}
    assert page.locator(".test-block").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(220, 20, 60)"
    assert page.evaluate("document.getAnimations().length") > 0
    page.get_by_role("button", name="Continue").click()
