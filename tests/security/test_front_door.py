"""Only what came through our Front Door is heard, and the caller's network is what Front Door says, never the caller.

Two apps as processes, without the laptop's stand-in: the functions themselves must hold.
"""

import re
import socket
from collections.abc import Mapping

import httpx
import pytest

from tests.e2e.hosts import ROOT
from tests.functions.people import Customer
from tests.functions.product import (
    FRONT_DOOR_ID,
    fine,
    fresh_address,
    fresh_key,
    principal,
    refused,
    unknown_pin,
    wrong_secret,
)
from tests.security.conftest import TwoApps
from tests.security.every_route import EVERY
from tests.security.instances import Instance, SignedIn

_OTHERS = "00000000-0000-4000-8000-000000000000"
_FOREIGN: dict[str, dict[str, str | bytes]] = {
    "none": {},
    "empty": {"X-Azure-FDID": ""},
    "another profile's": {"X-Azure-FDID": _OTHERS},
    "cut": {"X-Azure-FDID": FRONT_DOOR_ID[:-1]},
    "longer": {"X-Azure-FDID": FRONT_DOOR_ID + "0"},
    "in capitals of another": {"X-Azure-FDID": _OTHERS.upper()},
    "twice in one": {"X-Azure-FDID": f"{FRONT_DOOR_ID}, {FRONT_DOOR_ID}"},
    "in another header": {"X-Forwarded-Azure-FDID": FRONT_DOOR_ID, "X-FD-HealthProbe": "1"},
    "not ASCII": {"X-Azure-FDID": "é".encode("latin-1")},
}


@pytest.mark.parametrize("kind", _FOREIGN)
def test_whoever_comes_another_way_gets_403_without_a_body(apps: TwoApps, admitted: Customer, kind: str) -> None:
    """On every route of both apps, whoever they say they are."""
    whoever = {**principal("operator-1"), "Authorization": admitted.http.headers["Authorization"]}
    for instance in (apps.for_operators, apps.for_customers):
        for route in instance.routes:
            asked = EVERY[route.name]
            headers: Mapping[str, str | bytes] = {**whoever, "X-Azure-SocketIP": "192.0.2.1", **_FOREIGN[kind]}
            answer = instance.http.request(asked.method, asked.path, headers=headers, json=asked.body or {})

            assert (answer.status_code, answer.content) == (403, b""), route.name


def test_the_id_sent_twice_is_not_ours(apps: TwoApps) -> None:
    """As two header lines, which a proxy in between might join."""
    told = [("X-Azure-FDID", FRONT_DOOR_ID), ("X-Azure-FDID", FRONT_DOOR_ID)]

    assert apps.for_customers.http.get("/api/health", headers=told).status_code == 403


def _try(instance: Instance, pin: str, step: int, headers: Mapping[str, str | bytes]) -> httpx.Response:
    body = {"pin": wrong_secret(unknown_pin(pin), step), "redemption_key": fresh_key()}
    answer = instance.http.post("/api/redeem-pin", json=body, headers={"X-Azure-FDID": FRONT_DOOR_ID, **headers})
    return instance.document.check(answer)


_SPOOFED = (
    "X-Forwarded-For",
    "X-Azure-ClientIP",
    "X-Real-IP",
    "Forwarded",
    "True-Client-IP",
    "CF-Connecting-IP",
    "X-Client-IP",
    "X-Cluster-Client-IP",
    "X-Original-Forwarded-For",
)


@pytest.mark.parametrize("header", _SPOOFED)
def test_a_network_cannot_say_that_it_is_another(apps: TwoApps, signed_in: SignedIn, header: str) -> None:
    pin, address = signed_in.new_pin(signed_in.new_call()), fresh_address()
    for step in range(5):
        told = {"X-Azure-SocketIP": address, header: fresh_address()}
        refused(_try(apps.for_customers, pin, step, told), 403, "pin_rejected")

    told = {"X-Azure-SocketIP": address, header: fresh_address()}
    refused(_try(apps.for_customers, pin, 6, told), 429, "too_many_attempts")


@pytest.mark.parametrize("header", _SPOOFED)
def test_a_network_cannot_spend_the_budget_of_another(apps: TwoApps, signed_in: SignedIn, header: str) -> None:
    pin, victim = signed_in.new_pin(signed_in.new_call()), fresh_address()
    for step in range(8):
        told = {"X-Azure-SocketIP": fresh_address(), header: victim}
        refused(_try(apps.for_customers, pin, step, told), 403, "pin_rejected")

    refused(_try(apps.for_customers, pin, 9, {"X-Azure-SocketIP": victim}), 403, "pin_rejected")


_UNUSABLE: dict[str, list[tuple[str, str | bytes]]] = {
    "absent": [],
    "empty": [("X-Azure-SocketIP", "")],
    "a name": [("X-Azure-SocketIP", "localhost")],
    "with a port": [("X-Azure-SocketIP", "192.0.2.1:443")],
    "a list": [("X-Azure-SocketIP", "192.0.2.1, 198.51.100.1")],
    "twice": [("X-Azure-SocketIP", "192.0.2.1"), ("X-Azure-SocketIP", "198.51.100.1")],
    "bracketed": [("X-Azure-SocketIP", "[2001:db8::1]")],
    "octal": [("X-Azure-SocketIP", "0300.0.02.01")],
    "one number": [("X-Azure-SocketIP", "3221225985")],
    "a network": [("X-Azure-SocketIP", "192.0.2.0/24")],
    "not ASCII": [("X-Azure-SocketIP", b"\xef\xbc\x91.0.2.1")],
}


@pytest.mark.parametrize("kind", _UNUSABLE)
def test_without_a_usable_address_no_pin_is_tried_and_an_alarm_is_raised(
    apps: TwoApps, signed_in: SignedIn, kind: str
) -> None:
    """503 rather than a guess that counts nowhere; the line in the log is the one that the alert waits for."""
    call_id = signed_in.new_call()
    pin, key = signed_in.new_pin(call_id), fresh_key()
    said_before = len(apps.for_customers.process.logged)
    named = {"call_id": call_id, "participant_id": "part_" + "0" * 32}
    for path, body in (("redeem-pin", {"pin": pin}), ("resume", named)):
        told = [("X-Azure-FDID", FRONT_DOOR_ID), ("X-Forwarded-For", "192.0.2.1"), *_UNUSABLE[kind]]
        answer = apps.for_customers.http.post(f"/api/{path}", json={**body, "redemption_key": key}, headers=told)
        refused(apps.for_customers.document.check(answer), 503, "unavailable")

    assert signed_in.call(call_id)["participants"] == []
    alarm = _alarm()
    assert apps.for_customers.process.logged[said_before:].count(alarm) == 2


def _alarm() -> str:
    text = (ROOT / "bicep" / "modules" / "alerts" / "neighbours.bicep").read_text(encoding="utf-8")
    alert = text[text.index("name: 'caller-address-missing'") :].partition("}")[0]
    return re.findall(r'Message startswith "([^"]+)"', alert)[0]


def test_a_zone_is_part_of_no_address_that_counts(apps: TwoApps, signed_in: SignedIn) -> None:
    """RFC 4007 zones would give one machine as many networks as it likes."""
    pin = signed_in.new_pin(signed_in.new_call())
    statuses = [
        _try(apps.for_customers, pin, step, {"X-Azure-SocketIP": f"2001:db8:9:9::1%{step}"}).status_code
        for step in range(6)
    ]

    assert statuses[-1] in {429, 503}


def test_a_folded_header_smuggles_no_id_in(apps: TwoApps) -> None:
    """Raw bytes: a header over two lines, which RFC 9112 (5.2) does away with."""
    host, _, port = apps.for_customers.origin.removeprefix("http://").partition(":")
    raw = (
        f"GET /api/health HTTP/1.1\r\nHost: {host}\r\nX-Azure-FDID: {_OTHERS}\r\n {FRONT_DOOR_ID}\r\n"
        "Connection: close\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", int(port)), timeout=10) as line:
        line.sendall(raw.encode())
        answer = b"".join(iter(lambda: line.recv(4096), b""))

    assert answer.split(b" ", 2)[1] in {b"400", b"403"}


def test_our_own_door_lets_in(admitted: Customer) -> None:
    fine(admitted.get("/api/session"))
