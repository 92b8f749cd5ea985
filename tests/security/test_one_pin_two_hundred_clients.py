"""Two hundred clients race to redeem one PIN over HTTP: exactly one session; never two for one PIN."""

from tests.functions.people import Operator
from tests.functions.product import fine, fresh_key, refused
from tests.local.host_process import HostProcess
from tests.security.crowd import all_at_once


async def test_exactly_one_gets_in_and_may_come_back(running: HostProcess, operator: Operator) -> None:
    call_id = operator.new_call()
    pin = operator.new_pin(call_id)
    bodies = [{"pin": pin, "redemption_key": fresh_key()} for _ in range(200)]

    answers = await all_at_once(running.origin, bodies)

    won = [number for number, answer in enumerate(answers) if answer.status_code == 200]
    assert len(won) == 1
    for number, answer in enumerate(answers):
        if number != won[0]:
            refused(answer, 403, "pin_rejected")
    again = await all_at_once(running.origin, [bodies[won[0]], bodies[won[0] - 1]])
    assert fine(again[0])["participant_id"] == answers[won[0]].json()["participant_id"]
    refused(again[1], 403, "pin_rejected")
    assert len(operator.call(call_id)["participants"]) == 1


async def test_twenty_requests_of_the_one_browser_all_get_in_as_one_participant(
    running: HostProcess, operator: Operator
) -> None:
    """An impatient finger, a retrying network: nobody is punished for either."""
    call_id = operator.new_call()
    body = {"pin": operator.new_pin(call_id), "redemption_key": fresh_key()}

    answers = await all_at_once(running.origin, [body] * 20)

    assert len({fine(answer)["participant_id"] for answer in answers}) == 1
    assert len(operator.call(call_id)["participants"]) == 1
