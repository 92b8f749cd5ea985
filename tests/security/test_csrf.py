"""The operator's cookie rides along from any page: only our own pages may use it, and no GET changes anything."""

import json
from collections.abc import Iterator, Mapping

import httpx
import pytest

from tests.functions.product import FRONT_DOOR_ID, ORIGIN, fine, fresh_address, principal, refused
from tests.security.conftest import TwoApps
from tests.security.every_route import BY_OPERATORS, EVERY, WITH_BODY, Asked
from tests.security.instances import SignedIn

_FOREIGN: dict[str, dict[str, str]] = {
    "the bank's page": {"Origin": "https://www.bank.example"},
    "a neighbour's host": {"Origin": "https://evil.assist.bank.example"},
    "our host as a beginning": {"Origin": ORIGIN + ".evil.example"},
    "our host over http": {"Origin": ORIGIN.replace("https", "http")},
    "our host at another port": {"Origin": ORIGIN + ":8443"},
    "our host with a path": {"Origin": ORIGIN + "/"},
    "in capitals": {"Origin": ORIGIN.upper()},
    "a page without an origin": {"Origin": "null"},
    "an empty origin": {"Origin": ""},
    "two origins": {"Origin": f"{ORIGIN} https://evil.example"},
    "another site": {"Sec-Fetch-Site": "cross-site"},
    "a sister site": {"Sec-Fetch-Site": "same-site"},
    "our origin from another site": {"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"},
    "a word that is none": {"Sec-Fetch-Site": "Same-Origin"},
}
_SIMPLE = (
    "text/plain",
    "text/plain; charset=utf-8; application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=application/json",
    "",
)
"""What a page of another site may send without asking (Fetch, CORS-safelisted request headers), and none."""


@pytest.fixture
def browser(apps: TwoApps) -> Iterator[httpx.Client]:
    """What the operator's browser sends from whatever page: the platform has made the cookie a principal."""
    door = {"X-Azure-FDID": FRONT_DOOR_ID, "X-Azure-SocketIP": fresh_address()}
    with httpx.Client(base_url=apps.for_operators.origin, headers={**door, **principal("operator-1")}) as client:
        yield client


def _ask(
    browser: httpx.Client, asked: Asked, headers: Mapping[str, str], call_id: str, kind: str = "application/json"
) -> httpx.Response:
    body = asked.body and ({**asked.body, "call_id": call_id} if "call_id" in asked.body else asked.body)
    typed = {"Content-Type": kind} if body is not None and kind else {}
    content = None if body is None else json.dumps(body).encode()
    return browser.request(asked.method, asked.path, headers={**typed, **headers}, content=content)


@pytest.mark.parametrize("page", _FOREIGN)
def test_another_sites_page_is_refused_on_every_route(
    browser: httpx.Client, signed_in: SignedIn, page: str, subtests: pytest.Subtests
) -> None:
    call_id = signed_in.new_call()
    for name, asked in BY_OPERATORS.items():
        with subtests.test(name):
            refused(_ask(browser, asked, _FOREIGN[page], call_id), 403, "foreign_origin")
    assert signed_in.call(call_id)["state"] == "open"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": ORIGIN},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"},
    ],
    ids=str,
)
def test_our_own_page_may(browser: httpx.Client, headers: dict[str, str]) -> None:
    assert browser.post("/api/create-call", json={}, headers=headers).status_code == 201


@pytest.mark.parametrize("kind", _SIMPLE)
def test_what_a_form_can_send_is_refused(
    browser: httpx.Client, signed_in: SignedIn, kind: str, subtests: pytest.Subtests
) -> None:
    """Even from our own origin, so that no missing header opens the door."""
    call_id = signed_in.new_call()
    for name in BY_OPERATORS.keys() & WITH_BODY.keys():
        with subtests.test(name):
            refused(_ask(browser, EVERY[name], {"Origin": ORIGIN}, call_id, kind), 415, "content_type")
    assert signed_in.call(call_id)["state"] == "open"


def test_nothing_changes_state_on_get(browser: httpx.Client, signed_in: SignedIn) -> None:
    """Whatever changes something is no GET, under no header that renames the method."""
    call_id = signed_in.new_call()
    before = signed_in.call(call_id)
    for name in BY_OPERATORS.keys() & WITH_BODY.keys():
        path = EVERY[name].path
        for method in ("GET", "HEAD", "PUT", "DELETE", "PATCH"):
            renamed = {"X-HTTP-Method-Override": "POST", "X-HTTP-Method": "POST", "X-Method-Override": "POST"}
            answer = browser.request(method, f"{path}?call_id={call_id}&_method=POST", headers=renamed)
            if (method, path) != ("GET", "/api/local-call-signals"):
                assert (answer.status_code, answer.content) == (404, b""), f"{method} {path}"
    for name, asked in BY_OPERATORS.items():
        if asked.method == "GET" and name != "read-local-call-signals":
            browser.get(asked.path.replace("call_" + "0" * 32, call_id))

    assert signed_in.call(call_id) == before
    assert fine(signed_in.get("/api/me"))["name"]
