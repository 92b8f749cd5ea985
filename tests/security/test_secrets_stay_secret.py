"""PINs, tokens and keys are in no log, audit row or file, persons in none but their call: canaries through all routes.

The file of documents may hold a name and a subject while the call is kept; nothing else may hold even those.
"""

import base64
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from tests.functions.people import Customer, Operator
from tests.functions.product import Product, fine, fresh_key, refused, unknown_pin, wrong_secret
from tests.functions.watched_ports import Fault
from tests.local.host_process import HostProcess, until

NAME, SUBJECT = (
    "Bartoloměj Kanárek",
    "Kanarienvogel 4711 kanarek@bank.example +420 777 123 456 CZ6508000000192000145399",
)
SIGNAL = "v=0 candidate 203.0.113.77 kanarek-ufrag"


def _spellings(canary: str) -> Iterator[bytes]:
    """As it is, and as it might be hidden: in URLs, in hex, in base64 at each of its three offsets, as JSON."""
    raw = canary.encode()
    yield raw
    yield quote(canary, safe="").encode()
    yield raw.hex().encode()
    yield json.dumps(canary)[1:-1].encode()
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + raw)
        yield encoded[4 if offset else 0 : -4]


def _found(canary: str, where: bytes) -> bool:
    return any(spelling in where for spelling in _spellings(canary) if len(spelling) >= 6)


def _files(folder: str) -> bytes:
    return b"\n".join(path.read_bytes() for path in Path(folder).rglob("*") if path.is_file())


def _audit(folder: str) -> bytes:
    with closing(sqlite3.connect(Path(folder) / "assisted-chat.db")) as connection:
        outboxes = connection.execute("SELECT body ->> '$.outbox' FROM documents").fetchall()
        return repr([*connection.execute("SELECT * FROM audit").fetchall(), *outboxes]).encode()


def _journey(operator: Operator, customer: Customer) -> tuple[list[str], list[str]]:
    """Every route with canaries in it. Returns what nobody may keep, and what only the call's document may."""
    call_id = fine(operator.post("/api/create-call", {"subject": SUBJECT}, {"Idempotency-Key": fresh_key()}), 201)[
        "call_id"
    ]
    superseded, pin = operator.new_pin(call_id), operator.new_pin(call_id)
    wrong, nowhere, customer_token, foreign = wrong_secret(pin), unknown_pin(pin), fresh_key() * 2, fresh_key() * 2
    for guess in (wrong, nowhere, superseded):
        refused(customer.post("/api/redeem-pin", {"pin": guess, "redemption_key": customer.key}), 403, "pin_rejected")
    refused(customer.post("/api/redeem-pin", {"pin": "x" + pin, "redemption_key": customer.key}), 400, "pin_malformed")
    refused(
        customer.post("/api/redeem-pin", {"pin": int("1" + pin), "redemption_key": foreign}), 400, "invalid_request"
    )
    refused(customer.post(f"/api/redeem-pin?pin={pin}", {"redemption_key": customer.key}), 400, "invalid_request")
    refused(customer.get("/api/session", {"Authorization": f"Bearer {foreign}"}), 401, "session_invalid")
    first = customer.redeem(pin, display_name=NAME, customer_token=customer_token)
    second = customer.redeem(pin)
    back = fine(customer.post("/api/resume", {**customer.named, "redemption_key": customer.key}))
    fine(customer.get("/api/session"))
    fine(customer.post("/api/consent", {"kind": "screen", "granted": True}))
    operator.admit(customer)
    mine = fine(customer.post("/api/issue-acs-token", {}))
    theirs = fine(operator.post("/api/issue-acs-token", {"call_id": call_id}))
    signal = {"to": "operator", "kind": "offer", "data": SIGNAL}
    fine(customer.post("/api/local-call-signals", signal), 201)
    fine(operator.get(f"/api/local-call-signals?call_id={call_id}"))
    operator.call(call_id)
    fine(operator.get("/api/calls"))
    operator.end(call_id)
    fine(customer.get("/api/session"))
    tokens = [place["session_token"] for place in (first, second, back)]
    tokens += [token.rpartition(".")[2] for token in tokens]
    secrets = [pin, superseded, wrong, nowhere, customer.key, customer_token, foreign, mine["token"], theirs["token"]]
    return [*secrets, *tokens], [NAME, SUBJECT, "kanarek@bank.example", "+420 777 123 456", "CZ6508000000192000145399"]


def test_nothing_of_a_journey_is_told(running: HostProcess, operator: Operator, customer: Customer) -> None:
    secrets, persons = _journey(operator, customer)
    httpx.post(f"{running.origin}/admin/functions/upkeep")
    until(lambda: b"pin_attempted" in _audit(running.data_dir), 10)

    told = (running.logged + "\n".join(running.printed)).encode()
    assert b"Customer" in told, "the search looks where the words are"
    for canary in [*secrets, *persons, "203.0.113.77"]:
        assert not _found(canary, told), "in the log"
        assert not _found(canary, _audit(running.data_dir)), "in the audit"
    kept = _files(running.data_dir)
    assert _found(NAME, kept), "the search finds what is there"
    for canary in secrets:
        assert not _found(canary, kept), "in a file"
    assert customer.address.encode() not in told + kept


async def test_nothing_is_told_when_a_neighbour_fails(product: Product, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    call_id, key = await product.new_call(subject=SUBJECT), fresh_key()
    pin = await product.new_pin(call_id)
    product.audit.watch.away = True
    for fault in (
        Fault("patch", 1, "before"),
        Fault("patch", 2, "before"),
        Fault("patch", 2, "after"),
        Fault("read", 1, "after"),
    ):
        product.documents.watch.due(fault)
        await product.redeem(pin, key, display_name=NAME)
    product.documents.watch.due(None)
    place = fine(await product.redeem(pin, key))
    product.calls.away = True
    await product.admit(place)
    await product.customer(place["session_token"], "/api/issue-acs-token", {})
    await product.operator("/api/end-call", {"call_id": call_id})
    fine(await product.ask("GET", "/api/health/ready"), 503)

    assert "audit row delayed" in caplog.text
    for canary in (pin, key, place["session_token"], NAME, SUBJECT):
        assert not _found(canary, caplog.text.encode())


def test_the_search_finds_a_canary_however_it_is_spelled() -> None:
    """The positive control."""
    for hidden in (
        b"x 1234567890 y",
        b"x=%2B420%20777%20123%20456",
        b"31323334353637383930",
        base64.b64encode(b"ab1234567890cd"),
    ):
        assert _found("1234567890", hidden) or _found("+420 777 123 456", hidden)
    assert not _found("1234567890", b"1234567891")
