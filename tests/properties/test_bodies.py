"""Bodies and queries: each model takes what it says, nothing beside it, and refuses in words of its own."""

import json
import re
import unicodedata
from typing import Any

import azure.functions as func
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from functions import requests
from functions.bodies import MAX_BODY_BYTES, body, query
from shared.errors import BodyTooLarge, ContentTypeRefused, InvalidRequest
from tests.properties.texts import ANYTHING, JSON, VISIBLE

REFUSALS = (InvalidRequest, BodyTooLarge, ContentTypeRefused)
_ALL = [item for item in vars(requests).values() if isinstance(item, type)]
BODIES = [item for item in _ALL if issubclass(item, requests.Body) and item is not requests.Body]
QUERIES = [item for item in _ALL if issubclass(item, requests.Query) and item is not requests.Query]
NAMES = sorted({name for model in BODIES + QUERIES for name in model.model_fields})
LIKELY = (
    st.sampled_from(["1234567890", "A" * 22, "Zoë O'Brien", "call_" + "a" * 32, "12", "screen", "offer", True])
    | st.from_regex(r"[A-Za-z0-9_-]{1,90}", fullmatch=True)
    | JSON
)
FIELDS = st.dictionaries(st.sampled_from(NAMES), LIKELY, max_size=6)
NUMBERS = st.integers().map(str) | st.floats().map(str)
ANY_BODY = st.sampled_from(BODIES)
EACH_BODY = pytest.mark.parametrize("model", BODIES, ids=lambda model: model.__name__)
EACH_QUERY = pytest.mark.parametrize("model", QUERIES, ids=lambda model: model.__name__)


def _request(raw: bytes, content_type: str | None = "application/json") -> func.HttpRequest:
    headers = {} if content_type is None else {"content-type": content_type}
    return func.HttpRequest("POST", "https://assist.bank.example/api/x", headers=headers, body=raw)


def _taken(model: type[BaseModel], raw: bytes, content_type: str | None = "application/json") -> BaseModel | None:
    try:
        return body(_request(raw, content_type), model)
    except REFUSALS:
        return None


@given(model=ANY_BODY, raw=st.binary(max_size=200) | ANYTHING.map(lambda text: text.encode(errors="replace")))
def test_any_bytes_are_a_body_or_refused(model: type[BaseModel], raw: bytes) -> None:
    assert _taken(model, raw) is None or (not raw and not any(f.is_required() for f in model.model_fields.values()))


@EACH_BODY
@given(fields=FIELDS, extra=st.dictionaries(ANYTHING, JSON, max_size=1))
def test_what_is_taken_is_what_was_said(model: type[BaseModel], fields: dict[str, Any], extra: dict[str, Any]) -> None:
    """No unknown name, no missing one, no value turned into another kind; taken again, it is the same."""
    said = {name: value for name, value in fields.items() if name in model.model_fields} | extra
    found = _taken(model, json.dumps(said).encode())

    if found is None:
        return
    needed = {name for name, field in model.model_fields.items() if field.is_required()}
    assert needed <= said.keys() <= model.model_fields.keys()
    assert all(type(getattr(found, name)) is type(value) for name, value in said.items())
    again = _taken(model, found.model_dump_json(exclude_unset=True).encode())
    assert again == found


@given(
    model=ANY_BODY,
    fields=FIELDS,
    extra=st.sampled_from(["x", "__proto__", "constructor", "Pin", "pin ", "model_config", ""]),
)
def test_a_name_that_nobody_knows_refuses_the_body(model: type[BaseModel], fields: dict[str, Any], extra: str) -> None:
    assert _taken(model, json.dumps(fields | {extra: 1}).encode()) is None


RIGHT = {"pin": "1", "redemption_key": "A" * 22, "widget": "w", "display_name": "Zoë", "customer_token": "x"}


@given(st.sampled_from(sorted(RIGHT)), LIKELY | st.just("same"), st.booleans())
def test_a_name_that_stands_twice_refuses_the_body(name: str, value: Any, escaped: bool) -> None:
    """Whatever it says the other time, and however the name is spelt."""
    text = json.dumps(RIGHT)
    other = f'"\\u{ord(name[0]):04x}{name[1:]}"' if escaped else json.dumps(name)
    said = json.dumps(RIGHT[name] if value == "same" else value)

    assert _taken(requests.RedeemPin, text.encode()) is not None
    assert _taken(requests.RedeemPin, f"{{{other}: {said}, {text[1:]}".encode()) is None
    assert _taken(requests.RedeemPin, f"{text[:-1]}, {other}: {said}}}".encode()) is None


@given(st.integers(0, 40_000))
def test_a_body_is_sixteen_kilobytes_at_most(blanks: int) -> None:
    raw = b"{}" + b" " * blanks

    assert (_taken(requests.NoFields, raw) is not None) == (len(raw) <= MAX_BODY_BYTES)


@given(st.sampled_from([b"[", b'{"a":', b"{", b'"', b"9", b"-", b"1e", b"\\u", b"[[],"]), st.integers(1, 20_000))
def test_what_is_dear_to_read_is_refused(piece: bytes, times: int) -> None:
    assert _taken(requests.CreateCall, piece * times) is None


CONTENT_TYPES = st.sampled_from(
    ["application/json", "Application/JSON ", 'application/json; charset="utf-8"', "application/json;charset=UTF-8",
     "application/json; charset=utf-16", "text/plain", "application/jsonp", "application/json, text/plain",
     "multipart/form-data", "application/json; boundary=x", "application/problem+json"]
)  # fmt: skip


@given(CONTENT_TYPES | VISIBLE)
def test_nothing_but_json_is_read(content_type: str) -> None:
    """A form or a plain text is what another site's page may send without being asked (CORS-safelisted)."""
    taken = _taken(requests.NoFields, b"{}", content_type) is not None
    plain = re.sub(r'[\s"]', "", content_type).lower()

    assert not taken or plain in {"application/json", "application/json;", "application/json;charset=utf-8"}


@given(ANYTHING | st.text("Zoëé\u0301 '.-\u202e\u200b\u3164\u1160김<>&;\n", max_size=50))
def test_a_display_name_is_a_name_in_one_spelling(text: str) -> None:
    found = _taken(
        requests.RedeemPin, json.dumps({"pin": "1", "redemption_key": "A" * 22, "display_name": text}).encode()
    )
    if not isinstance(found, requests.RedeemPin) or found.display_name is None:
        return
    name = found.display_name

    assert 1 <= len(name) <= requests.MAX_DISPLAY_NAME
    assert name == name.strip() == unicodedata.normalize("NFC", name)
    assert all(unicodedata.category(char)[0] in "LM" or char in " '.-" for char in name)
    assert any(unicodedata.category(char)[0] == "L" for char in name)
    assert unicodedata.normalize("NFC", text).strip() == name


@EACH_QUERY
@given(
    said=st.dictionaries(
        st.sampled_from(NAMES) | ANYTHING, VISIBLE | st.integers().map(str) | st.floats().map(str), max_size=3
    )
)
def test_any_query_is_taken_by_its_names_or_refused(model: type[BaseModel], said: dict[str, str]) -> None:
    asked = func.HttpRequest("GET", "https://assist.bank.example/api/x", params=said, body=b"")
    try:
        found = query(asked, model)
    except InvalidRequest:
        return
    assert said.keys() <= model.model_fields.keys()
    for name, text in said.items():
        value = getattr(found, name)
        assert value == text or float(text) == value
