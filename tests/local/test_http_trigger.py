"""What a function is handed, and what becomes of its answer: as under the real host, on both runtimes."""

import os
import socket

import httpx
import pytest

from tests.local.host_process import HostProcess, until


def test_a_function_sees_the_request_as_the_real_host_hands_it_over(http: httpx.Client) -> None:
    """Header names in lower case and repeats joined, query joined and without empty values, the URL as it was asked."""
    headers = [("X-Foo", "Bar"), ("x-foo", "baz"), ("Content-Type", "application/json")]

    seen = http.post("/api/show/a%2Fb%20c/x/?q=1&q=2&empty=&z=%C3%A9", headers=headers, content=b'{"a":1}').json()

    assert seen["method"] == "POST"
    assert seen["url"] == f"{http.base_url}/api/show/a%2Fb%20c/x/?q=1&q=2&empty=&z=%C3%A9"
    assert seen["query"] == {"q": "1,2", "z": "é"}
    assert seen["route"] == {"first": "a%2Fb c", "rest": "x"}
    assert seen["headers"]["x-foo"] == "Bar,baz"
    assert set(seen["headers"]) == {name.lower() for name in seen["headers"]}
    assert seen["body"] == '{"a":1}'


def test_an_absent_optional_parameter_is_not_there(http: httpx.Client) -> None:
    assert http.get("/api/show/one").json()["route"] == {"first": "one"}


def test_routes_match_whatever_the_case(http: httpx.Client) -> None:
    assert http.get("/API/Show/One").json()["route"] == {"first": "One"}


def test_routes_are_tried_by_function_name_and_a_literal_has_no_precedence(http: httpx.Client) -> None:
    assert http.get("/api/order/literal").text == "parameter"


@pytest.mark.parametrize("path", ["/api/unknown", "/api", "/show/one", "//api/show/one", "/api/show"])
def test_an_unknown_route_is_an_empty_404(http: httpx.Client, path: str) -> None:
    answer = http.get(httpx.URL(str(http.base_url)).copy_with(raw_path=path.encode()))

    assert (answer.status_code, answer.content) == (404, b"")


@pytest.mark.parametrize("method", ["DELETE", "HEAD", "OPTIONS", "PUT"])
def test_a_wrong_method_is_the_same_empty_404(http: httpx.Client, method: str) -> None:
    answer = http.request(method, "/api/show/one")

    assert (answer.status_code, answer.content) == (404, b"")


def test_a_body_comes_back_byte_for_byte(http: httpx.Client) -> None:
    body = os.urandom(300_000)

    assert http.post("/api/echo", content=body).content == body


def test_a_body_in_chunks_reaches_the_function_empty(http: httpx.Client, any_host: HostProcess) -> None:
    answer = http.post("/api/echo", content=iter([b"some", b"thing"]))

    assert (answer.status_code, answer.content) == (200, b"")
    assert "a body without Content-Length reaches the function empty: /api/echo" in any_host.logged


def test_a_body_above_100_megabytes_is_refused_before_it_is_read(any_host: HostProcess) -> None:
    with socket.create_connection(("127.0.0.1", any_host.port)) as line:
        line.sendall(
            f"POST /api/echo HTTP/1.1\r\nHost: localhost:{any_host.port}\r\nContent-Length: 104857601\r\n\r\n".encode()
        )
        line.settimeout(5)

        assert line.recv(1000).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize("path", ["/api/raise", "/api/nothing"])
def test_a_failure_is_a_500_without_a_body(http: httpx.Client, path: str) -> None:
    answer = http.get(path)

    assert (answer.status_code, answer.content) == (500, b"")


def test_what_a_function_raised_is_in_the_log_once(http: httpx.Client, any_host: HostProcess) -> None:
    before = any_host.logged.count("ValueError: for the log alone")

    http.get("/api/raise")

    assert "Executed 'Functions.raise' (Failed)" in any_host.logged
    assert any_host.logged.count("ValueError: for the log alone") == before + 1


def test_a_string_is_an_answer(http: httpx.Client) -> None:
    answer = http.get("/api/text")

    assert (answer.status_code, answer.text) == (200, "plain words")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


def test_status_headers_and_each_cookie_come_through(http: httpx.Client) -> None:
    answer = http.get("/api/answer")

    assert (answer.status_code, answer.text, answer.headers["etag"]) == (201, "own", '"7"')
    assert answer.headers.get_list("set-cookie") == ["one=1; Path=/", "two=2; HttpOnly"]


def test_headers_of_host_json_are_added_but_never_win(http: httpx.Client) -> None:
    answer = http.get("/api/answer")

    assert (answer.headers["x-from-host-json"], answer.headers["x-own"]) == ("yes", "function")
    assert http.get("/api/unknown").headers["x-own"] == "host.json"


def test_304_has_no_body_and_no_length(http: httpx.Client) -> None:
    answer = http.get("/api/unchanged")

    assert (answer.status_code, answer.content) == (304, b"")
    assert "content-length" not in answer.headers


def test_a_plain_function_runs_on_a_thread(http: httpx.Client) -> None:
    assert http.get("/api/thread").text == "from a thread"


def test_a_catch_all_takes_the_rest_of_the_path_and_the_empty_one(http: httpx.Client) -> None:
    http.get("/.auth/login/aad?as=operator-1")

    assert http.get("/operator/assets/a.js").text == "page assets/a.js"
    assert http.get("/operator/").text == "page "


def test_cors_is_answered_by_the_host(http: httpx.Client) -> None:
    preflight = {"Origin": "https://bank.example", "Access-Control-Request-Method": "POST"}

    answer = http.options("/api/echo", headers=preflight)

    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "https://bank.example"


def test_a_function_may_name_its_own_origin(http: httpx.Client) -> None:
    answer = http.get("/api/keys", headers={"Origin": "https://bank.example"})

    assert answer.headers.get_list("access-control-allow-origin") == ["*"]
    assert answer.headers["access-control-expose-headers"] == "ETag, Retry-After"


def test_a_timer_is_fired_by_hand(http: httpx.Client) -> None:
    before = int(http.get("/api/fired").text)

    answer = http.post("/admin/functions/sweep")

    assert (answer.status_code, answer.content) == (202, b"")
    until(lambda: int(http.get("/api/fired").text) == before + 1, 5)


def test_a_timer_fires_by_its_schedule(any_host: HostProcess) -> None:
    until(lambda: "fired again by its schedule" in any_host.logged, 5)
