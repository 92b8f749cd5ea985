"""Four hundred wrong guesses at one PIN in parallel over HTTP: five are compared, whatever the size of the botnet."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.functions.people import Customer, Operator
from tests.functions.product import fine, fresh_key, refused, wrong_secret
from tests.local.host_process import HostProcess
from tests.security.crowd import all_at_once


def _kept(running: HostProcess, call_id: str) -> dict[str, Any]:
    with closing(sqlite3.connect(Path(running.data_dir) / "assisted-chat.db")) as connection:
        found = connection.execute("SELECT body FROM documents WHERE id = ?", (call_id,)).fetchone()
    kept: dict[str, Any] = json.loads(found[0])
    return kept


async def test_five_are_compared_the_pin_is_dead_and_the_call_in_progress_untouched(
    running: HostProcess, operator: Operator, customer: Customer
) -> None:
    call_id = operator.new_call()
    customer.redeem(operator.new_pin(call_id))
    operator.admit(customer)
    pin = operator.new_pin(call_id)
    bodies = [{"pin": wrong_secret(pin, step), "redemption_key": fresh_key()} for step in range(1, 401)]

    answers = await all_at_once(running.origin, bodies)

    for answer in answers:
        refused(answer, 403, "pin_rejected")
    kept = _kept(running, call_id)
    assert kept["failures"] == kept["pin"]["failures"] == len(kept["pin"]["attempts"]) == 5
    refused((await all_at_once(running.origin, [{"pin": pin, "redemption_key": fresh_key()}]))[0], 403, "pin_rejected")
    assert operator.call(call_id)["pin"]["state"] == "burnt"
    session = fine(customer.get("/api/session"))
    assert (session["state"], session["participant"]["state"]) == ("open", "admitted")
    fine(customer.post("/api/issue-acs-token", {}))


async def test_the_right_pin_in_the_crowd_gains_nothing_by_it(running: HostProcess, operator: Operator) -> None:
    """Whatever comes after the fifth is not looked at, though it be right; and a new PIN does not reset the call."""
    call_id = operator.new_call()
    for burnt in range(1, 4):
        pin = operator.new_pin(call_id)
        guesses = [wrong_secret(pin, step) for step in range(1, 31)]
        await all_at_once(running.origin, [{"pin": guess, "redemption_key": fresh_key()} for guess in guesses])
        assert _kept(running, call_id)["failures"] == 5 * burnt

    refused(operator.post("/api/issue-pin", {"call_id": call_id}), 409, "pin_exhausted")
