"""Headers, one by one: whatever stands in them, they mean what their RFC says or nothing."""

import asyncio
import json
import re
from ipaddress import IPv6Address, ip_address

import azure.functions as func
import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.callers import anyone_signed_in, came_through_front_door, network_address, session
from functions.calls import calls
from functions.create_call import create_call
from functions.replies import reply_if_changed
from functions.waiting import MAX_WAIT_SECONDS, preferred_wait
from functions.widget_config import widget_config
from shared import base64url
from shared.errors import ContentTypeRefused, ForeignOrigin, InvalidRequest, SessionInvalid, Unavailable, WidgetNotFound
from shared.networks import network_of
from shared.peppers import Pepper
from tests.functions.product import FRONT_DOOR_ID, ORIGIN, Product, principal
from tests.properties.texts import ANYTHING, VISIBLE, slipped

_STAFF = {name.lower(): value for name, value in principal("operator-1").items()}
PEPPER = Pepper("1", b"p" * 32)
ADDRESSES = st.ip_addresses(v=4).map(str) | st.ip_addresses(v=6).map(str)
TAG = json.loads(json.dumps(reply_if_changed(func.HttpRequest("GET", ORIGIN, body=b""), {"a": 1}).headers["ETag"]))


def _asked(method: str = "GET", params: dict[str, str] | None = None, **headers: str) -> func.HttpRequest:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return func.HttpRequest(method, f"{ORIGIN}/api/x", headers=named, params=params, body=b"")


OTHERS = st.lists(st.sampled_from(["respond-async", "x-wait=9", "return=minimal", 'foo="wait"', "wait"]), max_size=3)
TAGS = st.sampled_from([TAG, f"W/{TAG}", '"other"', "*", TAG.strip('"'), TAG.upper(), f"w/{TAG}", "", " "]) | VISIBLE


@given(OTHERS, st.integers(0, 1500), st.data())
def test_the_wait_that_a_client_prefers_is_found_among_its_preferences(
    others: list[str], seconds: int, data: st.DataObject
) -> None:
    """RFC 7240, 2 and 4.3: names have no case, blanks may stand around, others are let be."""
    wait = data.draw(st.sampled_from(["wait={}", "Wait={}", " wait = {} ", "wait={}; foo"])).format(seconds)
    header = ", ".join(data.draw(st.permutations([*others, wait])))

    expected = min(seconds, MAX_WAIT_SECONDS) if seconds < 1000 else 0
    assert preferred_wait(_asked(prefer=header)) == expected
    assert preferred_wait(_asked(prefer=", ".join(others))) == 0


@given(VISIBLE | ANYTHING)
def test_a_wait_is_never_long(header: str) -> None:
    assert 0 <= preferred_wait(_asked(prefer=header)) <= MAX_WAIT_SECONDS


@given(st.lists(TAGS, max_size=4))
def test_not_modified_is_said_to_whoever_has_this_very_answer(tags: list[str]) -> None:
    """RFC 9110, 13.1.2: a list of tags, compared weakly, or a star."""
    header = ", ".join(tags)
    known = set(re.split(r"\s*,\s*", header.strip()))
    answer = reply_if_changed(_asked(if_none_match=header), {"a": 1})

    assert answer.status_code == (304 if known & {TAG, f"W/{TAG}", "*"} else 200)
    assert answer.headers["ETag"] == TAG


@given(VISIBLE | ANYTHING | ADDRESSES.flatmap(lambda text: st.sampled_from([text, f"{text}:443", f"{text}%eth0"])))
def test_a_network_is_an_address_or_nobody_gets_in(product: Product, text: str) -> None:
    try:
        address = network_address(_asked(x_azure_socketip=text), product.app)
    except Unavailable:
        return
    assert ip_address(text) == address
    assert set(text) <= set("0123456789abcdefABCDEF.:")


@given(st.ip_addresses(v=6).filter(lambda address: address.ipv4_mapped is None), st.integers(0, 2**64 - 1))
def test_one_subscriber_is_one_network(address: IPv6Address, host: int) -> None:
    """All of a /64, however the address is spelt."""
    beside = IPv6Address((int(address) >> 64 << 64) | host)
    spelt = [ip_address(text) for text in (address.exploded, address.compressed.upper())]
    if beside.ipv4_mapped is None:
        spelt.append(beside)

    assert {network_of(other, PEPPER) for other in spelt} == {network_of(address, PEPPER)}


@given(st.ip_addresses(v=4))
def test_an_address_is_the_same_in_both_families(address: object) -> None:
    assert network_of(ip_address(f"::ffff:{address}"), PEPPER) == network_of(ip_address(str(address)), PEPPER)


@given(ANYTHING.filter(lambda text: text.encode("utf-8", "replace").decode() == text) | slipped(FRONT_DOOR_ID, "9a-A "))
def test_no_other_front_door_is_ours(product: Product, offered: str) -> None:
    assert came_through_front_door(_asked(x_azure_fdid=offered), product.app) == (offered == FRONT_DOOR_ID)


SITES = st.sampled_from([None, "same-origin", "none", "cross-site", "same-site", "", "Same-Origin"]) | VISIBLE
ORIGINS = st.sampled_from(
    [None, ORIGIN, ORIGIN + "/", ORIGIN.upper(), ORIGIN + ":443", "null", "", ORIGIN + ".evil.example",
     "http://assist.bank.example", "https://evil.example"]
) | VISIBLE  # fmt: skip


@given(ORIGINS, SITES, st.sampled_from(["GET", "POST"]), st.sampled_from(["application/json", "text/plain", ""]))
def test_only_our_own_pages_use_the_cookie(
    product: Product, origin: str | None, site: str | None, method: str, content_type: str
) -> None:
    said = {"origin": origin, "sec-fetch-site": site, "content-type": content_type}
    headers = {**_STAFF, **{n: v for n, v in said.items() if v is not None}}
    asked = func.HttpRequest(method, f"{ORIGIN}/api/x", headers=headers, body=b"")
    ours = origin in {None, ORIGIN} and site in {None, "same-origin", "none"}
    try:
        anyone_signed_in(asked, product.app)
    except ForeignOrigin:
        assert not ours
    except ContentTypeRefused:
        assert ours
        assert method == "POST"
        assert content_type != "application/json"
    else:
        assert ours
        assert method == "GET" or content_type == "application/json"


PLACE = base64url.encode(b"1767225600000.call_" + b"0a" * 16)
CURSORS = st.from_regex(r"[0-9]{1,16}\.call_[0-9a-f]{32}", fullmatch=True).map(
    lambda text: base64url.encode(text.encode())
)


@given(ANYTHING | VISIBLE | CURSORS | slipped(PLACE, "AQz09-_+/= ") | st.binary(max_size=40).map(base64url.encode))
def test_a_place_in_the_list_has_one_spelling(product: Product, after: str) -> None:
    asked = func.HttpRequest("GET", f"{ORIGIN}/api/calls", headers=_STAFF, params={"after": after}, body=b"")
    try:
        answer = asyncio.run(calls(asked, product.app))
    except InvalidRequest:
        return
    assert answer.status_code == 200
    if after:
        text = base64url.decode(after).decode()
        assert re.fullmatch(r"(0|[1-9][0-9]{0,14})\.call_[0-9a-f]{32}", text)


KEYS = VISIBLE | ANYTHING | st.from_regex(r"[A-Za-z0-9_-]{0,66}", fullmatch=True)


@given(KEYS)
def test_an_idempotency_key_is_a_short_name_or_refused(product: Product, key: str) -> None:
    headers = {**_STAFF, "idempotency-key": key, "content-type": "application/json"}
    asked = func.HttpRequest("POST", f"{ORIGIN}/api/create-call", headers=headers, body=b"{}")
    fine = bool(re.fullmatch(r"[A-Za-z0-9_-]{1,64}", key))
    try:
        first, again = (asyncio.run(create_call(asked, product.app)) for _ in range(2))
    except InvalidRequest:
        assert not fine
    else:
        assert fine
        assert json.loads(first.get_body())["call_id"] == json.loads(again.get_body())["call_id"]


@given(VISIBLE | ANYTHING | st.sampled_from(["default", "Default", "default ", "", "../default"]))
def test_a_widget_is_there_by_its_very_name_or_not_at_all(product: Product, name: str) -> None:
    asked = _asked(params={"widget": name})
    try:
        answer = asyncio.run(widget_config(asked, product.app))
    except (InvalidRequest, WidgetNotFound):
        assert name != "default"
    else:
        assert json.loads(answer.get_body())["widget"] == name == "default"


@given(
    st.sampled_from(["", "Bearer ", "bearer ", "DPoP ", "Basic ", "Bearer\t", "Bearer  "]), ANYTHING | VISIBLE, VISIBLE
)
def test_whatever_is_shown_for_a_session_is_none(product: Product, scheme: str, token: str, proof: str) -> None:
    asked = _asked(authorization=scheme + token, dpop=proof)

    with pytest.raises(SessionInvalid):
        asyncio.run(session(asked, product.app))
