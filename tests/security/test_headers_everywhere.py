"""Every answer carries the security headers: every route, refusal and file, of both apps and of the laptop's host.

Only a preflight does not: the platform answers it itself, without a body.
"""

import json
import re
from collections.abc import Iterable

import httpx
import pytest

from tests.functions.people import NO_TLS, Customer, Operator
from tests.functions.product import FRONT_DOOR_ID, fine, fresh_address, principal, unknown_pin, wrong_secret
from tests.local.host_process import HostProcess
from tests.security.conftest import TwoApps
from tests.security.every_route import EVERY
from tests.security.instances import Instance, SignedIn

_EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
_FILES = ("/operator/", "/operator/index.html")
_NOTHING_THERE = ("/", "/api", "/api/nothing", "/operator/nothing.js", "/admin/host/status", "/.env", "/api/calls/a/b")


def _policy(answer: httpx.Response) -> dict[str, list[str]]:
    (text,) = answer.headers.get_list("content-security-policy")
    parts = [part.split() for part in text.split(";")]
    return {name: sources for name, *sources in parts}


def check(answer: httpx.Response) -> None:
    """What holds of everything that is served."""
    where = f"{answer.request.method} {answer.request.url}: {answer.status_code} {dict(answer.headers)}"
    headers = answer.headers
    (transport,) = headers.get_list("strict-transport-security")
    assert int(transport.partition("max-age=")[2].partition(";")[0]) >= 31_536_000, where
    assert headers.get_list("x-content-type-options") == ["nosniff"], where
    assert headers.get_list("referrer-policy") == ["no-referrer"], where
    (permissions,) = headers.get_list("permissions-policy")
    assert "geolocation=()" in permissions, where
    policy = _policy(answer)
    assert policy["default-src"] == ["'none'"], where
    assert policy["frame-ancestors"] == ["'none'"], where
    for directive, sources in policy.items():
        assert "'unsafe-eval'" not in sources, where
        assert "'unsafe-inline'" not in sources, where
        assert "*" not in sources, where
        assert directive not in {"script-src", "style-src"} or set(sources) <= {"'self'", _EMPTY_STYLE}, where
    if policy.keys() & {"script-src", "style-src"}:
        assert policy["base-uri"] == ["'none'"], where
    (caching,) = headers.get_list("cache-control")
    assert caching in {"no-store", "no-cache", "public, max-age=300", "public, max-age=31536000, immutable"}, where
    for telltale in ("server", "x-powered-by", "x-aspnet-version"):
        assert telltale not in headers or headers[telltale] == "uvicorn", where


def check_api(answer: httpx.Response) -> None:
    """What holds of the functions' own answers besides: no cache keeps them, nothing of them is ever a page."""
    check(answer)
    assert _policy(answer).keys() == {"default-src", "frame-ancestors"}
    keys = answer.request.url.path == "/api/jwks" and answer.status_code in {200, 304}
    assert answer.headers["cache-control"] == ("public, max-age=300" if keys else "no-store")
    assert "set-cookie" not in answer.headers


_DOOR = {"X-Azure-FDID": FRONT_DOOR_ID}
_CALLERS: dict[str, dict[str, str]] = {
    "nobody": _DOOR,
    "another way in": {"X-Azure-FDID": ""},
    "an operator": {**_DOOR, **principal("operator-1")},
    "the wrong role": {**_DOOR, **principal("nobody-1")},
    "a broken session": {**_DOOR, "Authorization": "Bearer x"},
    "another site": {**_DOOR, **principal("operator-1"), "Origin": "https://evil.example"},
    "no address": {**_DOOR, "X-Azure-SocketIP": "x"},
}


def _answers(instance: Instance, headers: dict[str, str]) -> Iterable[httpx.Response]:
    for asked in EVERY.values():
        bodies = [b""] if asked.route.body is None else [b"", b"{", b"x" * 17_000, json.dumps(asked.body).encode()]
        for content in bodies:
            sent = {"X-Azure-SocketIP": fresh_address(), "Content-Type": "application/json", **headers}
            yield instance.http.request(asked.method, asked.path, headers=sent, content=content)
    for path in (*_NOTHING_THERE, *_FILES):
        yield instance.http.get(path, headers={"X-Azure-SocketIP": fresh_address(), **headers})


@pytest.mark.parametrize("caller", _CALLERS)
@pytest.mark.parametrize("surface", ["operator", "public"])
def test_every_answer_of_both_apps_carries_them(apps: TwoApps, surface: str, caller: str) -> None:
    instance = apps.for_operators if surface == "operator" else apps.for_customers
    for answer in _answers(instance, _CALLERS[caller]):
        if answer.request.url.path.startswith("/operator/"):
            check(answer)
        else:
            check_api(answer)


def test_the_answers_were_of_every_kind(apps: TwoApps) -> None:
    """What is above has seen successes, every class of refusal and the host's own 404."""
    seen = {
        answer.status_code
        for instance in (apps.for_operators, apps.for_customers)
        for caller in _CALLERS.values()
        for answer in _answers(instance, caller)
    }

    assert {200, 201, 400, 401, 403, 404, 413, 503} <= seen


def test_a_spent_network_and_a_session_get_them(apps: TwoApps, signed_in: SignedIn, admitted: Customer) -> None:
    pin = signed_in.new_pin(signed_in.new_call())
    for step in range(7):
        body = {"pin": wrong_secret(unknown_pin(pin), step), "redemption_key": admitted.key}
        answer = admitted.post("/api/redeem-pin", body)
        check_api(answer)
    assert answer.status_code == 429
    for path in ("/api/session", "/api/local-call-signals", "/api/jwks"):
        check_api(admitted.get(path))
    tag = admitted.get("/api/jwks").headers["etag"]
    unchanged = admitted.get("/api/jwks", {"If-None-Match": tag})
    assert unchanged.status_code == 304
    check_api(unchanged)


def test_the_operators_pages_name_what_they_need_and_no_more(apps: TwoApps) -> None:
    """Fluent's style engine needs the hash of the empty string; nothing is inline, nothing from elsewhere."""
    page = apps.for_operators.http.get("/operator/", headers=_DOOR)

    policy = _policy(page)
    assert policy["script-src"] == ["'self'"]
    assert policy["style-src"] == ["'self'", _EMPTY_STYLE]
    assert policy["form-action"] == ["'none'"]
    assert "<script>" not in page.text
    assert "<style" not in page.text
    assert not re.search(r"\son\w+=|javascript:", page.text)
    assert page.headers["cache-control"] == "no-cache"
    script = page.text.partition('src="')[2].partition('"')[0]
    asset = apps.for_operators.http.get(httpx.URL(str(page.url)).join(script), headers=_DOOR)
    check(asset)
    assert asset.headers["cache-control"] == "public, max-age=31536000, immutable"


_OF_THE_LAPTOP = (
    "/", "/bank", "/bank/", "/bank/?lang=cs", "/bank/nothing.js", "/bank/widget/nothing.js", "/bank/widget/element.js",
    "/.auth/login/aad", "/.auth/login/aad?as=operator-1", "/.auth/login/aad?as=x", "/.auth/me", "/.auth/logout",
    "/.auth/logout/complete", "/.auth/page.css", "/.auth/nothing", "/operator/", "/operator", "/nothing",
    "/a/../b", "/%00", "/api/jwks", "/api/session", "/api/calls", "/admin/functions/upkeep",
)  # fmt: skip


@pytest.mark.parametrize("path", _OF_THE_LAPTOP)
def test_everything_that_the_laptops_host_serves_carries_them(running: HostProcess, path: str) -> None:
    port = running.port
    for host in (f"localhost:{port}", "evil.example"):
        for method in ("GET", "POST", "HEAD"):
            check(httpx.request(method, f"http://localhost:{port}{path}", headers={"Host": host}, verify=NO_TLS))


def test_only_the_public_keys_may_be_read_from_any_page(apps: TwoApps) -> None:
    """`jwks` says `*`; nothing else names an origin by itself, and nothing ever allows credentials."""
    for instance in (apps.for_operators, apps.for_customers):
        for asked in EVERY.values():
            headers = {**_DOOR, "X-Azure-SocketIP": fresh_address(), "Origin": "https://evil.example"}
            answer = instance.http.request(asked.method, asked.path, headers=headers, json=asked.body or {})
            anybody = asked.name == "jwks" and answer.status_code == 200
            assert answer.headers.get_list("access-control-allow-origin") == (["*"] if anybody else [])
            assert "access-control-allow-credentials" not in answer.headers


def test_the_laptops_cors_is_a_list_without_credentials(running: HostProcess, operator: Operator) -> None:
    """As the platform's: an origin that is not on it gets no word, and none gets the cookie."""
    del operator
    for origin in ("https://evil.example", "null", running.origin + ".evil.example"):
        for method in ("OPTIONS", "GET"):
            headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
            answer = httpx.request(method, f"{running.origin}/api/session", headers=headers, verify=NO_TLS)
            assert "access-control-allow-origin" not in answer.headers
            assert "access-control-allow-credentials" not in answer.headers


def test_answers_are_read(admitted: Customer) -> None:
    """The control: what all of the above looks at is the product at work."""
    fine(admitted.get("/api/session"))
