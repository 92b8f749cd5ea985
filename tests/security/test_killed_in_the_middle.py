"""The process is killed while customers redeem: after a restart each gets in by the same PIN and key, nobody else."""

import asyncio
import signal
import sys
from pathlib import Path

import httpx

from tests.e2e.hosts import ROOT
from tests.functions.contract_document import ContractDocument
from tests.functions.people import NO_TLS, Operator
from tests.functions.product import FRONT_DOOR_ID, fine, fresh_address, fresh_key, refused
from tests.local.host_process import HostProcess, environment
from tests.security.conftest import SETTINGS
from tests.security.crowd import all_at_once

CUSTOMERS = 100


def _start(settings: dict[str, str], folder: Path) -> HostProcess:
    folder.mkdir()
    return HostProcess([sys.executable, "-m", "local", "--app", str(ROOT)], settings, folder).until_ready()


def _document(host: HostProcess) -> ContractDocument:
    return ContractDocument(httpx.get(f"{host.origin}/api/openapi.json").json())


async def _redeem_until_killed(host: HostProcess, bodies: list[dict[str, str]]) -> int:
    """All at once, and the kill as soon as the first is answered. Returns how many were."""
    limits = httpx.Limits(max_connections=CUSTOMERS)
    answered: list[int] = []
    async with httpx.AsyncClient(base_url=host.origin, timeout=30, limits=limits, verify=NO_TLS) as client:

        async def redeem(body: dict[str, str]) -> None:
            door = {"X-Azure-FDID": FRONT_DOOR_ID, "X-Azure-SocketIP": fresh_address()}
            try:
                answered.append((await client.post("/api/redeem-pin", json=body, headers=door)).status_code)
            except httpx.TransportError:
                return
            host.process.send_signal(signal.SIGKILL)

        await asyncio.gather(*map(redeem, bodies))
    return len(answered)


async def test_every_honest_customer_gets_in_after_the_restart(tmp_path: Path) -> None:
    settings = environment(str(tmp_path), **SETTINGS)
    first = _start(settings, tmp_path / "first")
    try:
        document = _document(first)
        with Operator(first.origin, document) as operator:
            calls = [operator.new_call() for _ in range(CUSTOMERS)]
            bodies = [{"pin": operator.new_pin(call_id), "redemption_key": fresh_key()} for call_id in calls]
        answered = await _redeem_until_killed(first, bodies)
    finally:
        first.sweep()
    assert answered >= 1

    second = _start(settings, tmp_path / "second")
    try:
        again = await all_at_once(second.origin, bodies)
        others = await all_at_once(second.origin, [body | {"redemption_key": fresh_key()} for body in bodies])
        with Operator(second.origin, document) as operator:
            waiting = {call_id: operator.call(call_id)["participants"] for call_id in calls}
    finally:
        second.sweep()

    for call_id, answer, other in zip(calls, again, others, strict=True):
        assert [who["participant_id"] for who in waiting[call_id]] == [fine(answer)["participant_id"]]
        refused(other, 403, "pin_rejected")
