"""The widget on a bank's own site: another origin, a strict Content-Security-Policy."""

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Playwright, expect

from tests.e2e.browsers import ACCEPT_THIS_TAB, person
from tests.e2e.hosts import ROOT, free_port, running_host
from tests.e2e.people import Customer, Operator, at, watch_peer_connections

WIDGET = ROOT / "widget-npm" / "dist"


def page(api: str) -> str:
    return f"""<!doctype html><html lang="en"><title>The bank's own site</title><h1>Loan</h1>
      <p>A form stands here.</p>
      <assisted-chat api-url="{api}" language="en"></assisted-chat>
      <script type="module" src="/element.js"></script></html>"""


class BanksSite(SimpleHTTPRequestHandler):
    """One page under the strictest policy that lets it speak to the API, and the widget's files."""

    api = ""

    def do_GET(self) -> None:
        if self.path.split("?")[0] != "/":
            super().do_GET()
            return
        body = page(self.api).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none';"
            f" connect-src 'self' {self.api}",
        )
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 (the base class's name)
        """Be quiet."""


@contextmanager
def banks_site(port: int, api: str, files: Path = WIDGET) -> Iterator[str]:
    handler = type("Site", (BanksSite,), {"api": api})
    server = ThreadingHTTPServer(("127.0.0.1", port), functools.partial(handler, directory=str(files)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{port}"
    finally:
        server.shutdown()
        server.server_close()


def test_a_page_of_an_allowed_origin_with_a_strict_policy_gets_the_whole_call(playwright: Playwright) -> None:
    port = free_port()
    with (
        running_host(ALLOWED_ORIGINS=f"http://localhost:{port}") as origin,
        banks_site(port, origin) as site,
        person(playwright, origins=(origin,)) as left,
        person(playwright, ACCEPT_THIS_TAB, origins=(site,)) as right,
    ):
        watch_peer_connections(left)
        watch_peer_connections(right)
        operator, customer = Operator(left, origin), Customer(right, site, page="/")
        operator.sign_in()
        customer.open_widget()
        customer.redeem(operator.new_call())
        code = customer.share()
        operator.expect_somebody_waiting()
        operator.let_in(code)

        customer.expect_phase("call")
        operator.person.page.wait_for_function(
            "() => document.querySelector('[data-test=\"screen\"] video')?.videoWidth > 0"
        )
        assert right.complaints == []
        operator.end()
        customer.expect_phase("ended")


def test_a_page_of_another_origin_is_refused_and_says_so(playwright: Playwright) -> None:
    port = free_port()
    with (
        running_host(ALLOWED_ORIGINS="https://bank.example") as origin,
        banks_site(port, origin) as site,
        person(playwright, origins=(origin,)) as left,
        person(playwright, origins=(site,)) as right,
    ):
        operator, customer = Operator(left, origin), Customer(right, site, page="/")
        operator.sign_in()
        pin = operator.new_call()
        customer.open_widget()
        customer.type_pin(pin)

        expect(at(right, "pin-error")).to_be_visible()
        assert customer.phase == "pin"
