"""Who may ask for what: operators by the platform's word, customers by our token, and never the one for the other."""

import itertools
from collections.abc import Iterator

import httpx
import pytest

from tests.functions.contract_document import ContractDocument
from tests.functions.people import Api, Customer, Operator
from tests.functions.product import fine, fresh_key, refused

_ID = "call_" + "0" * 32
_PART = "part_" + "0" * 32
OPERATORS_ROUTES: dict[str, dict[str, str] | None] = {
    "POST /api/create-call": {},
    "POST /api/issue-pin": {"call_id": _ID},
    "POST /api/admit": {"call_id": _ID, "participant_id": _PART, "match_code": "00"},
    "POST /api/turn-away": {"call_id": _ID, "participant_id": _PART},
    "GET /api/calls": None,
    f"GET /api/calls/{_ID}": None,
}
SESSION_ROUTES: dict[str, dict[str, object] | None] = {
    "GET /api/session": None,
    "POST /api/consent": {"kind": "screen", "granted": True},
}
ROUTES_OF_BOTH: dict[str, dict[str, str] | None] = {
    "POST /api/issue-acs-token": {"call_id": _ID},
    "POST /api/end-call": {"call_id": _ID},
    "POST /api/local-call-signals": {"call_id": _ID, "to": _PART, "kind": "offer", "data": ""},
    f"GET /api/local-call-signals?call_id={_ID}": None,
}
_EVERY = (*OPERATORS_ROUTES.items(), *SESSION_ROUTES.items(), *ROUTES_OF_BOTH.items())


@pytest.fixture
def nobody(origin: str, document: ContractDocument) -> Iterator[Api]:
    """Neither cookie nor token."""
    with Api(origin, document) as api:
        yield api


def _ask(api: Api, route: str, body: object, headers: dict[str, str] | None = None) -> httpx.Response:
    method, path = route.split()
    return api.get(path, headers) if method == "GET" else api.post(path, body, headers)


def test_nobody_gets_the_functions_own_401(nobody: Api, subtests: pytest.Subtests) -> None:
    for route, body in _EVERY:
        with subtests.test(route):
            code = "session_invalid" if route in SESSION_ROUTES else "sign_in_required"
            refused(_ask(nobody, route, body), 401, code)
    refused(nobody.get("/api/me"), 401, "sign_in_required")


@pytest.mark.parametrize("persona", ["auditor-1", "admin-1", "nobody-1"])
def test_whoever_lacks_the_role_is_told_so(
    origin: str, document: ContractDocument, persona: str, subtests: pytest.Subtests
) -> None:
    with Operator(origin, document, persona) as other:
        for route, body in (*OPERATORS_ROUTES.items(), *ROUTES_OF_BOTH.items()):
            with subtests.test(route):
                refused(_ask(other, route, body), 403, "role_required")
        fine(other.get("/api/me"))


def test_an_operator_is_no_customer(operator: Operator, subtests: pytest.Subtests) -> None:
    for route, body in SESSION_ROUTES.items():
        with subtests.test(route):
            refused(_ask(operator, route, body), 401, "session_invalid")


def test_a_customer_is_no_operator(admitted: Customer, subtests: pytest.Subtests) -> None:
    for route, body in OPERATORS_ROUTES.items():
        with subtests.test(route):
            refused(_ask(admitted, route, body), 401, "sign_in_required")
    refused(admitted.get("/api/me"), 401, "sign_in_required")


@pytest.mark.parametrize("bearer", ["Bearer x", "Bearer", "Bearer  x", "bearer a.b.c", "Bearer null"])
def test_a_bad_bearer_never_falls_back_to_the_cookie(
    operator: Operator, call_id: str, bearer: str, subtests: pytest.Subtests
) -> None:
    """On every route that serves both: the operator's own call is not touched by their cookie."""
    for route, body in ROUTES_OF_BOTH.items():
        named = None if body is None else {**body, "call_id": call_id}
        with subtests.test(route):
            refused(
                _ask(operator, route.replace(_ID, call_id), named, {"Authorization": bearer}), 401, "session_invalid"
            )
    assert operator.call(call_id)["state"] == "open"


def test_a_good_bearer_is_a_session_whatever_the_cookie_says(
    operator: Operator, call_id: str, admitted: Customer
) -> None:
    headers = {"Authorization": admitted.http.headers["Authorization"]}

    left = fine(operator.post("/api/end-call", {}, headers))

    assert left == {"call_id": call_id, "state": "left"}
    assert operator.call(call_id)["state"] == "open"


def test_an_operator_route_ignores_a_bearer_and_takes_the_cookie(operator: Operator, admitted: Customer) -> None:
    headers = {"Authorization": admitted.http.headers["Authorization"]}

    fine(operator.get("/api/calls", headers))


def test_somebody_elses_call_is_not_there(
    origin: str,
    document: ContractDocument,
    call_id: str,
    waiting: Customer,
    operator: Operator,
    subtests: pytest.Subtests,
) -> None:
    of_one_call = {
        route: body for route, body in (OPERATORS_ROUTES | ROUTES_OF_BOTH).items() if _ID in f"{route} {body}"
    }
    real = {"call_id": call_id, **waiting.named, "match_code": waiting.match_code}
    assert len(of_one_call) == 8
    with Operator(origin, document, "operator-2") as other:
        for route, body in of_one_call.items():
            named = body and {name: real.get(name, value) for name, value in body.items()}
            with subtests.test(route):
                refused(_ask(other, route.replace(_ID, call_id), named), 404, "call_not_found")
        assert call_id not in other.get("/api/calls?limit=100").text

    assert operator.call(call_id)["participants"][0]["state"] == "waiting"


def test_another_calls_session_reaches_only_its_own_call(
    operator: Operator, admitted: Customer, stranger: Customer
) -> None:
    other = operator.new_call()
    stranger.redeem(operator.new_pin(other))

    assert fine(stranger.get("/api/session"))["call_id"] == other
    fine(stranger.post("/api/end-call", {}))

    assert operator.call(admitted.named["call_id"])["participants"][0]["state"] == "admitted"


_MALFORMED = (
    "",
    "x",
    "call_",
    "call_" + "0" * 31,
    "call_" + "0" * 33,
    "call_" + "G" * 32,
    "CALL_" + "0" * 32,
    "part_" + "0" * 32,
    " " + _ID,
    _ID + "\n",
    "pin_" + "0" * 64,
    "../calls",
    "' OR 1=1 --",
    "žluťoučký",
    "x" * 200,
)


def test_malformed_ids_are_not_found(
    operator: Operator, call_id: str, waiting: Customer, subtests: pytest.Subtests
) -> None:
    for text in _MALFORMED:
        with subtests.test(text):
            for route in ("issue-pin", "issue-acs-token", "end-call"):
                refused(operator.post(f"/api/{route}", {"call_id": text}), 404, "call_not_found")
            refused(operator.post("/api/turn-away", waiting.named | {"call_id": text}), 404, "call_not_found")
            refused(
                operator.post("/api/turn-away", waiting.named | {"participant_id": text}), 404, "participant_not_found"
            )
            code = {"match_code": "00"}
            refused(operator.post("/api/admit", waiting.named | code | {"call_id": text}), 404, "call_not_found")
            refused(
                operator.post("/api/admit", waiting.named | code | {"participant_id": text}),
                404,
                "participant_not_found",
            )
            signal = {"call_id": call_id, "to": text, "kind": "offer", "data": ""}
            refused(operator.post("/api/local-call-signals", signal), 404, "participant_not_found")
            refused(operator.post("/api/local-call-signals", signal | {"call_id": text}), 404, "call_not_found")
            refused(
                waiting.post(
                    "/api/resume",
                    {"call_id": text, "participant_id": text, "redemption_key": fresh_key()},
                    {"X-Azure-SocketIP": f"10.250.{_MALFORMED.index(text)}.1"},
                ),
                403,
                "pin_rejected",
            )


@pytest.mark.parametrize(
    "text", ["x", "call_" + "0" * 31, "CALL_" + "0" * 32, "call_%00", "%F0%9F%92%A9", "x" * 3000, "call_" + "0" * 32]
)
def test_a_call_of_that_name_in_the_path_is_not_found(operator: Operator, text: str) -> None:
    answer = operator.http.get(f"/api/calls/{text}")

    assert answer.status_code in {404} | ({400} if "%00" in text else set())


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://localhost"},
        {"Origin": "https://localhost:{port}"},
        {"Origin": "http://localhost:{port}.evil.example"},
        {"Origin": "http://localhost:{port}/"},
        {"Origin": "http://127.0.0.1:{port}"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "same-origin, cross-site"},
        {"Sec-Fetch-Site": ""},
        {"Origin": "http://localhost:{port}", "Sec-Fetch-Site": "cross-site"},
    ],
    ids=str,
)
def test_another_sites_page_cannot_use_the_operators_cookie(
    operator: Operator, call_id: str, headers: dict[str, str], subtests: pytest.Subtests
) -> None:
    port = operator.origin.rpartition(":")[2]
    sent = {name: value.format(port=port) for name, value in headers.items()}
    for route, body in (*OPERATORS_ROUTES.items(), *ROUTES_OF_BOTH.items(), ("GET /api/me", None)):
        named = body if not body or "call_id" not in body else {**body, "call_id": call_id}
        with subtests.test(route):
            refused(_ask(operator, route.replace(_ID, call_id), named, sent), 403, "foreign_origin")

    assert operator.call(call_id)["state"] == "open"


@pytest.mark.parametrize("site", ["same-origin", "none", None])
def test_our_own_pages_may(operator: Operator, site: str | None) -> None:
    headers = {"Origin": operator.origin} | ({} if site is None else {"Sec-Fetch-Site": site})

    fine(operator.post("/api/create-call", {}, headers), 201)


def test_a_customers_page_is_another_site_and_that_is_fine(admitted: Customer) -> None:
    """Tokens do not ride along by themselves, so their origin does not matter; the platform answers CORS."""
    headers = {"Origin": "https://bank.example", "Sec-Fetch-Site": "cross-site"}

    fine(admitted.get("/api/session", headers))
    fine(admitted.post("/api/consent", {"kind": "camera", "granted": False}, headers))


def test_a_form_of_another_site_is_refused_by_its_content_type(operator: Operator) -> None:
    """What a page can send without asking first."""
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = operator.send("POST", "/api/create-call", b'{"subject": "x"}', {"Content-Type": kind})
        refused(answer, 415, "content_type")


def test_nothing_changes_state_on_get(
    operator: Operator, call_id: str, waiting: Customer, document: ContractDocument
) -> None:
    """Every route by every other method is the host's own empty 404."""
    known = {(method, path) for method, path, _ in document.operations()}
    paths = sorted({path for _, path in known})
    for method, path in itertools.product(("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"), paths):
        if (method, path) not in known:
            answer = operator.http.request(method, path.replace("{call_id}", call_id))
            assert (answer.status_code, answer.content) == (404, b""), f"{method} {path}"

    assert operator.call(call_id)["participants"][0]["state"] == "waiting"


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/nothing", "/api/create-call/x", "/api/calls/a/b", "/api/jwks.json"]
)
def test_an_unknown_route_is_the_hosts_own_empty_404(operator: Operator, path: str) -> None:
    answer = operator.http.get(path)

    assert (answer.status_code, answer.content) == (404, b"")
