"""The pictures of the README, taken in a real journey: `make images`."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402

from tests.e2e.browsers import ACCEPT_THIS_TAB, Person, person  # noqa: E402
from tests.e2e.hosts import running_host  # noqa: E402
from tests.e2e.people import Customer, Operator, at  # noqa: E402

FOLDER = ROOT / "docs" / "images"
MAX_TOGETHER_BYTES = 1_000_000


def picture(who: Person, name: str) -> None:
    """The whole page as it stands, once it has settled."""
    who.page.wait_for_timeout(700)
    who.page.screenshot(path=FOLDER / f"{name}.png")


def panel(who: Person, name: str) -> None:
    """The widget's panel alone."""
    who.page.wait_for_timeout(700)
    who.page.locator("[data-phase]").first.screenshot(path=FOLDER / f"{name}.png")


def journey(colour: str, language: str, suffix: str) -> None:
    """From the PIN to the end, in one colour scheme and language."""
    with (
        running_host() as origin,
        sync_playwright() as playwright,
        person(playwright, origins=(origin,), colour=colour) as left,
        person(playwright, ACCEPT_THIS_TAB, origins=(origin,), colour=colour) as right,
    ):
        operator = Operator(left, origin, language=language)
        customer = Customer(right, origin, language=language, page="/bank/")
        operator.sign_in()
        customer.open_widget()
        pin = operator.new_call()
        picture(left, f"operator-pin{suffix}")
        at(right, "pin-input").press_sequentially(pin.replace(" ", "")[:6])
        panel(right, f"widget-pin{suffix}")
        customer.redeem(pin)
        panel(right, f"widget-consent{suffix}")
        code = customer.share()
        panel(right, f"widget-lobby{suffix}")
        operator.expect_somebody_waiting()
        picture(left, f"operator-lobby{suffix}")
        operator.let_in(code)
        customer.expect_phase("call")
        left.page.wait_for_timeout(2_500)
        picture(left, f"operator-call{suffix}")
        panel(right, f"widget-call{suffix}")
        operator.end()
        customer.expect_phase("ended")
        panel(right, f"widget-ended{suffix}")


def main() -> None:
    """Take them all, and refuse to grow past a megabyte."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    journey("light", "en", "")
    journey("dark", "ko", "-dark-ko")
    for name in ("operator-pin-dark-ko", "operator-lobby-dark-ko", "widget-ended-dark-ko", "widget-consent-dark-ko"):
        (FOLDER / f"{name}.png").unlink()
    together = sum(image.stat().st_size for image in FOLDER.glob("*.png"))
    if together > MAX_TOGETHER_BYTES:
        sys.exit(f"docs/images holds {together} bytes: at most {MAX_TOGETHER_BYTES}")


main()
