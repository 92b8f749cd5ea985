"""Bad bodies: every field of every route absent, null, of another type, too long, unknown; and bodies that are none.

Each gets its problem, never a 500, and nothing changes by it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.functions.contract_document import ContractDocument
from tests.functions.people import Api, Customer, Operator
from tests.functions.product import fine, fresh_key, refused

JSON = {"Content-Type": "application/json"}
ROUTES = (
    "create-call",
    "issue-pin",
    "redeem-pin",
    "resume",
    "issue-acs-token",
    "consent",
    "admit",
    "turn-away",
    "end-call",
    "local-call-signals",
)
_ANOTHER_TYPE: dict[str, tuple[object, ...]] = {
    "string": (1, 1.5, True, [], ["x"], {}, {"$ne": None}, {"$gt": ""}),
    "boolean": ("true", 1, 0, [], {}),
}

_NOT_ONE_JSON_OBJECT = {
    "not-json": b"nonsense",
    "half": b"{",
    "two": b"{}{}",
    "list": b"[]",
    "string": b'"text"',
    "null": b"null",
    "number": b"1",
    "nan": b'{"x": NaN}',
    "infinity": b'{"x": -Infinity}',
    "overflow": b'{"x": 1e999}',
    "huge-number": b'{"x": ' + b"9" * 5000 + b"}",
    "name-twice": b'{"call_id": "a", "call_id": "b"}',
    "name-twice-inside": b'{"x": {"y": 1, "y": 2}}',
    "not-utf-8": b'{"call_id": "\xff\xfe"}',
    "surrogate-in-utf-8": b'{"call_id": "\xed\xa0\x80"}',
    "utf-16": '{"call_id": "x"}'.encode("utf-16"),
    "byte-order-mark": b'\xef\xbb\xbf{"call_id": "x"}',
    "deep": b"[" * 8000,
    "deep-objects": b'{"x":' * 2000 + b"1" + b"}" * 2000,
    "lone-surrogate": b'{"call_id": "\\ud800"}',
    "lone-surrogate-name": b'{"\\ud800": 1}',
    "raw-control": b'{"call_id": "a\x00b"}',
    "nul": b"\x00",
    "blank": b"   ",
}
_OTHER_CONTENT_TYPES = (
    None,
    "",
    "text/plain",
    "text/plain; application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json; charset=utf-16",
    "application/json; charset=latin-1",
    "application/problem+json",
    "application/jsonx",
    "text/json",
    "application/json, text/plain",
)

_NOT_ALLOWED = (
    ("create-call", "subject", ""),
    ("create-call", "subject", " "),
    ("create-call", "subject", "x" * 121),
    ("create-call", "subject", "line\nbreak"),
    ("create-call", "subject", "\u202eright to left"),
    ("redeem-pin", "redemption_key", "x" * 21),
    ("redeem-pin", "redemption_key", "x" * 87),
    ("redeem-pin", "redemption_key", "x" * 22 + "\n"),
    ("redeem-pin", "redemption_key", "x" * 22 + "="),
    ("redeem-pin", "redemption_key", "é" * 22),
    ("redeem-pin", "display_name", ""),
    ("redeem-pin", "display_name", "x" * 41),
    ("redeem-pin", "display_name", "<b>Eva</b>"),
    ("redeem-pin", "display_name", "Eva\u202eavE"),
    ("redeem-pin", "display_name", "Eva\u2066"),
    ("redeem-pin", "display_name", "Eva\u200b"),
    ("redeem-pin", "display_name", "Eva 1"),
    ("redeem-pin", "display_name", "Eva ✓"),
    ("redeem-pin", "display_name", "Eva\tB"),
    ("redeem-pin", "display_name", "Eva\u00a0B"),
    ("resume", "redemption_key", "short"),
    ("consent", "kind", "location"),
    ("consent", "kind", ""),
    ("consent", "text_version", "a b"),
    ("consent", "text_version", "x" * 41),
    ("admit", "match_code", "1"),
    ("admit", "match_code", "123"),
    ("admit", "match_code", "1a"),
    ("admit", "match_code", "12\n"),
    ("admit", "match_code", "\uff11\uff12"),
    ("admit", "match_code", "٤٧"),
    ("local-call-signals", "kind", "hello"),
    ("local-call-signals", "data", "x" * 15_001),
)


@dataclass
class Stage:
    """A call with one customer waiting and a second PIN out, and for each route who asks and what is fine."""

    operator: Operator
    waiting: Customer
    stranger: Customer
    call_id: str
    pin: str

    def asker(self, route: str) -> Api:
        if route in {"redeem-pin", "resume"}:
            return self.stranger
        return self.waiting if route == "consent" else self.operator

    def body(self, route: str) -> dict[str, Any]:
        bodies: dict[str, dict[str, Any]] = {
            "create-call": {"subject": "Loan", "widget": "default"},
            "issue-pin": {"call_id": self.call_id},
            "redeem-pin": {
                "pin": self.pin,
                "redemption_key": self.stranger.key,
                "widget": "default",
                "display_name": "Eva",
                "customer_token": "a.b.c",
            },
            "resume": {**self.waiting.named, "redemption_key": self.waiting.key},
            "issue-acs-token": {"call_id": self.call_id},
            "consent": {"kind": "screen", "granted": True, "text_version": "1"},
            "admit": {**self.waiting.named, "match_code": self.waiting.match_code},
            "turn-away": dict(self.waiting.named),
            "end-call": {"call_id": self.call_id},
            "local-call-signals": {
                "call_id": self.call_id,
                "to": self.waiting.named["participant_id"],
                "kind": "offer",
                "data": "v=0",
            },
        }
        return bodies[route]

    def send(self, route: str, body: object) -> httpx.Response:
        return self.asker(route).post(f"/api/{route}", body)

    def state(self) -> tuple[object, ...]:
        """All that anybody can see of what there is."""
        calls = fine(self.operator.get("/api/calls?limit=100"))["calls"]
        return [call["call_id"] for call in calls], self.operator.call(self.call_id)


@pytest.fixture
def stage(operator: Operator, customer: Customer, stranger: Customer) -> Iterator[Stage]:
    """The scene; whatever was refused on it has changed nothing."""
    call_id, other = operator.new_call(), operator.new_call()
    customer.redeem(operator.new_pin(call_id))
    made = Stage(operator, customer, stranger, call_id, operator.new_pin(other))
    before = made.state()
    yield made
    assert made.state() == before
    assert fine(stranger.post("/api/redeem-pin", made.body("redeem-pin")))["state"] == "waiting"


def _schema(document: ContractDocument, route: str) -> dict[str, Any]:
    operation = document.operation("POST", f"/api/{route}")
    assert operation is not None
    name = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    schema: dict[str, Any] = document.document["components"]["schemas"][name]
    return schema


def _invalid(answer: httpx.Response, field: str | None = None) -> None:
    problem = refused(answer, 400, "invalid_request")
    if field is not None:
        assert field in [error["field"] for error in problem["errors"]], problem


@pytest.mark.parametrize("route", ROUTES)
def test_a_field_that_is_required_cannot_be_left_out(stage: Stage, document: ContractDocument, route: str) -> None:
    for field in _schema(document, route).get("required", []):
        body = stage.body(route)
        del body[field]

        _invalid(stage.send(route, body), field)


@pytest.mark.parametrize("route", ROUTES)
def test_a_field_cannot_be_null_or_of_another_type(stage: Stage, document: ContractDocument, route: str) -> None:
    for field, about in _schema(document, route)["properties"].items():
        for value in (None, *_ANOTHER_TYPE[about.get("type", "string")]):
            assert not document.takes("POST", f"/api/{route}", stage.body(route) | {field: value})

            _invalid(stage.send(route, stage.body(route) | {field: value}), field)


@pytest.mark.parametrize("route", ROUTES)
def test_a_field_cannot_be_too_long(stage: Stage, document: ContractDocument, route: str) -> None:
    for field, about in _schema(document, route)["properties"].items():
        # As long as a body may be: a token of any length never fails the redemption.
        if about.get("type", "string") == "string" and field != "customer_token":
            long = "x" * (about.get("maxLength", 120) + 1)

            _invalid(stage.send(route, stage.body(route) | {field: long}), field)


@pytest.mark.parametrize("route", ROUTES)
def test_a_field_that_nobody_knows_is_refused(stage: Stage, document: ContractDocument, route: str) -> None:
    for field in ("x", "Call_id", "call_id ", "__proto__", "", "žluťoučký", "operator_id"):
        assert not document.takes("POST", f"/api/{route}", stage.body(route) | {field: 1})

        _invalid(stage.send(route, stage.body(route) | {field: 1}), field or None)


@pytest.mark.parametrize("route", ROUTES)
def test_what_is_not_one_json_object_is_refused(stage: Stage, route: str, subtests: pytest.Subtests) -> None:
    for name, content in _NOT_ONE_JSON_OBJECT.items():
        with subtests.test(name):
            _invalid(stage.asker(route).send("POST", f"/api/{route}", content, JSON))


@pytest.mark.parametrize("route", ROUTES)
def test_text_with_a_lone_surrogate_is_refused_in_every_field(
    stage: Stage, document: ContractDocument, route: str
) -> None:
    """JSON can spell half a character; nothing that we keep or send could hold it."""
    for field in _schema(document, route)["properties"]:
        _invalid(stage.send(route, stage.body(route) | {field: "\ud83d"}), field)


@pytest.mark.parametrize("route", ROUTES)
def test_a_body_over_sixteen_kilobytes_is_refused_whatever_is_in_it(stage: Stage, route: str) -> None:
    for content in (b" " * 16_385, b'{"x": "' + b"y" * 16_384 + b'"}', b"\xff" * 100_000):
        refused(stage.asker(route).send("POST", f"/api/{route}", content, JSON), 413, "body_too_large")


def test_a_body_of_sixteen_kilobytes_is_read(operator: Operator) -> None:
    body = b'{"subject": "Loan"}'

    fine(operator.send("POST", "/api/create-call", body + b" " * (16_384 - len(body)), JSON), 201)
    refused(operator.send("POST", "/api/create-call", body + b" " * (16_385 - len(body)), JSON), 413, "body_too_large")


@pytest.mark.parametrize("route", ROUTES)
def test_another_content_type_or_none_is_refused(stage: Stage, route: str, subtests: pytest.Subtests) -> None:
    for content_type in _OTHER_CONTENT_TYPES:
        headers = {} if content_type is None else {"Content-Type": content_type}
        with subtests.test(content_type):
            refused(stage.asker(route).send("POST", f"/api/{route}", b'{"x": 1}', headers), 415, "content_type")


@pytest.mark.parametrize(
    "content_type", ["application/json", "application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"']
)
def test_the_content_type_may_name_utf_8(operator: Operator, content_type: str) -> None:
    fine(operator.send("POST", "/api/create-call", b"{}", {"Content-Type": content_type}), 201)


@pytest.mark.parametrize("route", [route for route in ROUTES if route != "create-call"])
def test_no_body_is_an_empty_object_and_so_lacks_what_is_required(stage: Stage, route: str) -> None:
    _invalid(stage.asker(route).send("POST", f"/api/{route}", b"", JSON))


def test_a_call_is_made_with_no_body_at_all(operator: Operator) -> None:
    """Its content type must be said all the same: an operator's cookie rides along from any page."""
    fine(operator.send("POST", "/api/create-call", b"", JSON), 201)
    refused(operator.send("POST", "/api/create-call", b""), 415, "content_type")


def test_a_customer_joins_and_leaves_with_no_body_at_all(admitted: Customer) -> None:
    fine(admitted.send("POST", "/api/issue-acs-token"))
    fine(admitted.send("POST", "/api/issue-acs-token", b"", JSON))
    fine(admitted.post("/api/issue-acs-token", {}))
    refused(admitted.send("POST", "/api/issue-acs-token", b"", {"Content-Type": "text/plain"}), 415, "content_type")
    refused(admitted.send("POST", "/api/issue-acs-token", b"{}"), 415, "content_type")

    fine(admitted.send("POST", "/api/end-call"))


def test_a_customer_cannot_name_a_call(admitted: Customer) -> None:
    """The session says which one; naming it, even rightly, is a field that nobody knows."""
    for route in ("issue-acs-token", "end-call"):
        _invalid(admitted.post(f"/api/{route}", {"call_id": admitted.named["call_id"]}), "call_id")


def test_an_operator_must_name_a_call(operator: Operator) -> None:
    for route in ("issue-acs-token", "end-call"):
        _invalid(operator.post(f"/api/{route}", {}), "call_id")


@pytest.mark.parametrize("route", ROUTES)
def test_a_value_that_the_contract_does_not_allow_is_named(stage: Stage, route: str, subtests: pytest.Subtests) -> None:
    for _, field, value in (case for case in _NOT_ALLOWED if case[0] == route):
        with subtests.test(field, value=value):
            _invalid(stage.send(route, stage.body(route) | {field: value}), field)


@pytest.mark.parametrize("name", ["Zoë O'Brien", "김 민지", "Jean-Luc", "Dr. Ö", "Nguyễn Thị", "x" * 40])
def test_names_of_all_languages_are_shown_as_they_were_given(
    operator: Operator, call_id: str, customer: Customer, name: str
) -> None:
    customer.redeem(operator.new_pin(call_id), display_name=name)

    assert operator.call(call_id)["participants"][0]["display_name"] == name


def test_a_name_is_put_into_one_form(operator: Operator, call_id: str, customer: Customer) -> None:
    customer.redeem(operator.new_pin(call_id), display_name="  Zoe\u0308 ")

    assert operator.call(call_id)["participants"][0]["display_name"] == "Zoë"


def test_a_refusal_never_repeats_what_was_sent(stage: Stage) -> None:
    """A secret in the wrong field must not come back, and so not end in anybody's log."""
    secret = fresh_key() * 3
    for body in ({"pin": 1, "redemption_key": secret}, {"pin": secret, "redemption_key": stage.stranger.key}):
        assert secret not in stage.send("redeem-pin", body).text
