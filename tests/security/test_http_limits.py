"""What is read of a request: one JSON object of known fields and exact types, at most 16 KB; and what an answer tells.

To both apps as processes, on every route that takes a body, as an attacker's own client sends it.
"""

import json
from collections.abc import Mapping

import httpx
import pytest

from functions.replies import STATUS
from tests.functions.people import Customer
from tests.functions.product import FRONT_DOOR_ID, fine, fresh_address, fresh_key, principal, refused
from tests.security.conftest import TwoApps
from tests.security.every_route import EVERY, WITH_BODY, Asked
from tests.security.instances import Instance, SignedIn

_JSON = "application/json"
_INJECTIONS: tuple[object, ...] = (
    {"$ne": None},
    {"$gt": ""},
    {"$where": "1"},
    ["0000000000"],
    [],
    {},
    None,
    True,
    0,
    1234567890,
    12.5,
)
"""Where a text belongs: questions in the language of a store, and other types."""


def _at(apps: TwoApps, asked: Asked) -> Instance:
    return apps.for_customers if asked.route in apps.for_customers.routes else apps.for_operators


def _send(apps: TwoApps, asked: Asked, content: bytes, kind: str, session: Customer | None = None) -> httpx.Response:
    instance = _at(apps, asked)
    door = {"X-Azure-FDID": FRONT_DOOR_ID, "X-Azure-SocketIP": fresh_address(), "Content-Type": kind}
    bearer = {"Authorization": session.http.headers["Authorization"]} if session else {}
    whoever = bearer if instance is apps.for_customers else principal("operator-1")
    sent = instance.http.request(asked.method, asked.path, headers={**door, **whoever}, content=content)
    return instance.document.check(sent)


@pytest.mark.parametrize("name", WITH_BODY)
def test_a_body_over_sixteen_kilobytes_is_refused(apps: TwoApps, admitted: Customer, name: str) -> None:
    """By its size alone, whatever it holds: blanks, a text, names, depth."""
    for content in (b" " * 16_385, b'{"x": "' + b"x" * 17_000 + b'"}', b"[" * 16_385, b"\xff" * 16_385):
        refused(_send(apps, WITH_BODY[name], content, _JSON, admitted), 413, "body_too_large")


@pytest.mark.parametrize("name", WITH_BODY)
def test_a_body_of_another_type_is_refused(apps: TwoApps, admitted: Customer, name: str) -> None:
    content = json.dumps(WITH_BODY[name].body).encode()
    for kind in ("text/json", "application/xml", "application/json; charset=utf-16", "application/jsonp", "*/*"):
        refused(_send(apps, WITH_BODY[name], content, kind, admitted), 415, "content_type")


@pytest.mark.parametrize("name", WITH_BODY)
def test_a_field_that_nobody_knows_is_refused(apps: TwoApps, admitted: Customer, name: str) -> None:
    for more in ("__proto__", "constructor", "role", "state", "operator_id", "is_admin", "$where", "pin ", "Pin"):
        content = json.dumps({**(WITH_BODY[name].body or {}), more: "x"}).encode()
        refused(_send(apps, WITH_BODY[name], content, _JSON, admitted), 400, "invalid_request")


@pytest.mark.parametrize("name", sorted(name for name, asked in WITH_BODY.items() if asked.body))
def test_a_question_in_place_of_a_text_is_refused(
    apps: TwoApps, admitted: Customer, name: str, subtests: pytest.Subtests
) -> None:
    """`{"pin": {"$ne": null}}` and its like, in every field of every route."""
    body = WITH_BODY[name].body or {}
    for field, value in body.items():
        for injected in _INJECTIONS:
            if type(injected) is type(value):
                continue
            with subtests.test(f"{field}={injected}"):
                content = json.dumps({**body, field: injected}).encode()
                refused(_send(apps, WITH_BODY[name], content, _JSON, admitted), 400, "invalid_request")


_NOT_ONE_OBJECT = {
    "a list": b'[{"pin": "0000000000"}]',
    "a text": b'"{}"',
    "two": b"{}{}",
    "cut": b'{"pin": "00000',
    "a name twice": b'{"call_id": "a", "call_id": "b"}',
    "a comment": b"{/* */}",
    "one quote": b"{'pin': 1}",
    "NaN": b'{"call_id": NaN}',
    "deep": b'{"a":' * 2_500 + b"1" + b"}" * 2_500,
    "UTF-16": '{"call_id": "x"}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"call_id": "x"}',
    "half a character": b'{"call_id": "\\ud800"}',
    "form fields": b"call_id=x",
    "XML": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    "a gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00",
}


@pytest.mark.parametrize("kind", _NOT_ONE_OBJECT)
def test_what_is_not_one_json_object_is_refused(apps: TwoApps, admitted: Customer, kind: str) -> None:
    for asked in WITH_BODY.values():
        refused(_send(apps, asked, _NOT_ONE_OBJECT[kind], _JSON, admitted), 400, "invalid_request")


def test_a_query_that_nobody_knows_is_refused(apps: TwoApps, signed_in: SignedIn, visitor: Customer) -> None:
    refused(signed_in.get("/api/calls?operator_id=x"), 400, "invalid_request")
    refused(visitor.get("/api/widget-config?widget=default&x=1"), 400, "invalid_request")
    refused(visitor.get("/api/jwks?callback=alert"), 400, "invalid_request")


_INSIDE = ("Traceback", 'File "', ".py", "sqlite", "SELECT", "azure.", "pydantic", "Exception", "/work", "/home", "0x")
"""Words that an answer would have from the inside."""


def _refusals(apps: TwoApps, admitted: Customer) -> list[httpx.Response]:
    """One request for each route in each bad way."""
    answers = []
    for asked in EVERY.values():
        instance = _at(apps, asked)
        door = {"X-Azure-FDID": FRONT_DOOR_ID, "X-Azure-SocketIP": fresh_address()}
        told: Mapping[str, str]
        for told in ({}, {"Authorization": "Bearer x.y.z"}, principal("nobody-1"), {"X-Azure-SocketIP": "x"}):
            for content in (b"", b"{", b"{}", b"\xff", json.dumps(asked.body).encode()):
                headers = {**door, "Content-Type": _JSON, **told}
                answers.append(instance.http.request(asked.method, asked.path, headers=headers, content=content))
    answers += [
        _send(apps, EVERY[name], b'{"call_id": "' + "é\\u0000'\";--".encode() + b'"}', _JSON, admitted)
        for name in ("issue-pin", "admit", "resume", "issue-acs-token")
    ]
    return answers


def test_every_refusal_is_a_problem_with_a_known_code_and_nothing_from_inside(
    apps: TwoApps, admitted: Customer
) -> None:
    """RFC 9457: type, title, status, detail; ours is `code`. And no bad request is a fault of ours."""
    codes = {refused.code: status for refused, status in STATUS.items()}
    seen = set()
    for answer in _refusals(apps, admitted):
        assert answer.status_code < 500 or answer.status_code == 503, answer.text
        if answer.status_code < 400 or not answer.content:
            continue
        problem = answer.json()
        seen.add(problem["code"])
        assert answer.headers["content-type"] == "application/problem+json"
        assert problem["status"] == answer.status_code == codes[problem["code"]]
        assert {"type", "title", "status", "detail", "code"} <= problem.keys()
        for word in _INSIDE:
            assert word not in answer.text
    assert {"invalid_request", "sign_in_required", "session_invalid", "role_required"} <= seen


def test_a_refusal_is_the_same_in_every_language(apps: TwoApps) -> None:
    """Codes are stable: front ends translate them, nobody reads the sentences."""
    instance = apps.for_customers
    door = {"X-Azure-FDID": FRONT_DOOR_ID, "X-Azure-SocketIP": fresh_address()}
    answers = {
        instance.http.get("/api/session", headers={**door, "Accept-Language": language}).text
        for language in ("cs", "ko", "en")
    }

    assert len(answers) == 1


def test_a_pin_is_a_text_and_never_a_number(apps: TwoApps, signed_in: SignedIn) -> None:
    pin = signed_in.new_pin(signed_in.new_call())
    body = f'{{"pin": {int("1" + pin[1:])}, "redemption_key": "{fresh_key()}"}}'.encode()

    refused(_send(apps, EVERY["redeem-pin"], body, _JSON), 400, "invalid_request")
    fine(_send(apps, EVERY["redeem-pin"], json.dumps({"pin": pin, "redemption_key": fresh_key()}).encode(), _JSON))
