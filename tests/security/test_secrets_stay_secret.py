"""PINs, tokens, proofs and keys are in no log, audit row or file; persons in none but their call.

Canaries fly through every route and every refusal of the product as it is run, telling all that it can (LOG_LEVEL=
DEBUG), and through every fault of its neighbours. The file of documents may hold a name and a subject while the call is
kept; nothing else may hold even those.
"""

import asyncio
import base64
import logging
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import httpx
import pytest

from functions import answering
from functions.replies import STATUS
from functions.routes import ROUTES
from shared.errors import Unavailable
from tests.functions.contract_document import ContractDocument
from tests.functions.people import Customer, Operator
from tests.functions.product import FRONT_DOOR_ID, Product, fine, fresh_address, fresh_key, principal
from tests.functions.watched_ports import Fault
from tests.local.host_process import HostProcess, until
from tests.security.canaries import NAME, PERSONS, SUBJECT, Flight, found, spellings
from tests.security.canary_journey import SIGNAL_ADDRESS, Day
from tests.security.every_route import EVERY

NOT_MET = {"unavailable", "session_expired", "authentication_required"}
"""Refusals that no journey meets: the first is in the faults below, the second in ten minutes, the third of a widget
that nobody can configure yet."""


def _files(folder: str) -> bytes:
    return b"\n".join(path.read_bytes() for path in Path(folder).rglob("*") if path.is_file())


def _audit(folder: str) -> bytes:
    with closing(sqlite3.connect(Path(folder) / "assisted-chat.db")) as connection:
        outboxes = connection.execute("SELECT body ->> '$.outbox' FROM documents").fetchall()
        return repr([*connection.execute("SELECT * FROM audit").fetchall(), *outboxes]).encode()


@pytest.fixture(scope="module")
def flight(running: HostProcess, document: ContractDocument) -> Iterator[Flight]:
    """The whole day, once."""
    with ExitStack() as stack:
        day = Day(
            stack,
            lambda persona: Operator(running.origin, document, persona),
            lambda: Customer(running.origin, document),
            signals=True,
        )
        day.run()
        httpx.post(f"{running.origin}/admin/functions/upkeep")
        until(lambda: b"pin_attempted" in _audit(running.data_dir), 10)
        yield day.flight


def test_the_canaries_flew_through_every_route(flight: Flight) -> None:
    """A route that is new must be asked here as well."""
    for route in ROUTES:
        beginning = "/" + route.path.partition("{")[0]
        asked = [path for method, path in flight.asked if method == route.method and path.startswith(beginning)]
        assert asked, f"{route.name} was not asked"


def test_the_canaries_met_every_refusal(flight: Flight) -> None:
    assert {refused.code for refused in STATUS} - flight.codes == NOT_MET
    assert len(flight.canaries) > 80


def test_nothing_of_it_is_told(flight: Flight, running: HostProcess) -> None:
    told = (running.logged + "\n".join(running.printed)).encode()

    assert b"Customer" in told, "the search looks where the words are"
    assert flight.leaks(told) == []
    assert not found(SIGNAL_ADDRESS, told)


def test_nothing_of_it_is_in_the_audit(flight: Flight, running: HostProcess) -> None:
    audit = _audit(running.data_dir)

    assert b"participant_admitted" in audit
    assert flight.leaks(audit) == []


def test_no_secret_of_it_is_in_a_file(flight: Flight, running: HostProcess) -> None:
    kept = _files(running.data_dir)

    assert found(NAME, kept), "the search finds what is there"
    assert flight.leaks(kept, persons=False) == []


def test_no_address_is_told_or_kept(flight: Flight, running: HostProcess, customer: Customer) -> None:
    del flight
    fine(customer.get("/api/widget-config"))

    assert customer.address.encode() not in _files(running.data_dir) + running.logged.encode()


class _Gone:
    """A neighbour that is not there."""

    def __getattr__(self, name: str) -> object:
        async def ask(*_: object) -> NoReturn:
            raise Unavailable

        return ask


def _store_away(product: Product) -> None:
    product.documents.watch.away = True


def _audit_away(product: Product) -> None:
    product.audit.watch.away = True


def _calls_away(product: Product) -> None:
    product.calls.away = True


def _secrets_away(product: Product) -> None:
    ports = replace(product.app.ports, secrets=_Gone())  # type: ignore[arg-type]
    product.app = replace(product.app, ports=ports)


def _store_hangs(product: Product) -> None:
    async def hang(_: str) -> None:
        # Longer than an answer may take; routes that hold their answer on purpose wait for the end of it.
        await asyncio.sleep(0.5)
        raise Unavailable

    product.documents.watch.before = hang


def _odd_answer(product: Product) -> None:
    async def break_down(_: str) -> None:
        raise ConnectionResetError("peer")

    product.documents.watch.before = break_down


_FAULTS = {
    "the store is away": _store_away,
    "the audit log is away": _audit_away,
    "the call service is away": _calls_away,
    "the secrets are away": _secrets_away,
    "the store hangs": _store_hangs,
    "the store breaks down": _odd_answer,
    **{
        str(fault): (lambda product, fault=fault: product.documents.watch.due(fault))
        for verb in ("read", "patch", "create")
        for nth in (1, 2)
        for when in ("before", "after")
        for fault in [Fault(verb, nth, when)]  # type: ignore[arg-type]
    },
}


async def _ask_everything(product: Product, flight: Flight, pin: str, token: str, named: Mapping[str, str]) -> None:
    """Every route with canaries in it, whatever comes back; what goes wrong is logged as the platform logs it."""
    for asked in EVERY.values():
        mine = {"pin": pin, "redemption_key": fresh_key(), "display_name": NAME, "subject": SUBJECT, **named}
        body = None if asked.body is None else {name: mine.get(name, value) for name, value in asked.body.items()}
        by = {"Authorization": f"Bearer {token}"} if asked.route.caller == "session" else principal("operator-1")
        door = {"X-Azure-FDID": FRONT_DOOR_ID, "X-Azure-SocketIP": fresh_address(), "Content-Type": "application/json"}
        content = b"" if body is None else httpx.Request("POST", "http://x", json=body).content
        try:
            answer = await product.send(asked.method, asked.path, content, {**door, **by})
        except ConnectionResetError:
            logging.getLogger("host").exception("Executed 'Functions.%s' (Failed)", asked.name)
            continue
        flight.note(answer.request, answer, by)


@pytest.mark.parametrize("kind", _FAULTS)
async def test_nothing_is_told_when_a_neighbour_fails(
    product: Product,
    kind: str,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level("DEBUG")
    flight = Flight()
    call_id = await product.new_call(subject=SUBJECT)
    customer = await product.admitted(call_id)
    pin = await product.new_pin(call_id)
    flight.secrets |= {pin, customer["session_token"], customer["key"]}
    named = {name: str(customer[name]) for name in ("call_id", "participant_id")}
    caplog.clear()
    _FAULTS[kind](product)
    if kind == "the store hangs":
        monkeypatch.setattr(answering, "ANSWER_SECONDS", 0.1)

    await _ask_everything(product, flight, pin, customer["session_token"], named)
    await product.wired.upkeep()

    told = (caplog.text + "".join(capfd.readouterr())).encode()
    assert len(flight.canaries) >= 4
    assert flight.leaks(told) == []


def test_whatever_is_logged_would_be_found(caplog: pytest.LogCaptureFixture) -> None:
    """The control of the test above: a product that tells is caught."""
    flight = Flight(secrets={"1234567890"})
    logging.getLogger("shared.pins").warning("a PIN was typed: %s", "123 456 7890")
    logging.getLogger("azure").warning("sent %r", {"name": NAME})

    assert flight.leaks(caplog.text.encode()) == ["1234567890", NAME]


@pytest.mark.parametrize("canary", ["1234567890", "a-browser_s-own-key", "header.claims.signature", *PERSONS])
def test_the_search_finds_a_canary_in_every_form(canary: str) -> None:
    """The positive control, and its counterpart: what is nearly it is not found."""
    forms = spellings(canary)
    assert len(forms) >= 15
    for name, form in forms.items():
        if len(form) >= 6:
            assert found(canary, b"before " + form + b" after"), name
    for offset in range(3):
        assert found(canary, base64.b64encode(b"x" * offset + canary.encode() + b'"}')), offset
        assert found(canary, base64.urlsafe_b64encode(b"x" * offset + canary.encode() + b"??>")), offset
    assert not found(canary, canary[:-1].encode() + b"!" + canary[1:].encode())
