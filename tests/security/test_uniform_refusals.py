"""One refusal for whatever is wrong: bytes, headers, requests to the store and time tell nothing of why."""

import httpx

from tests.functions.people import Customer, Operator
from tests.functions.product import Product, fresh_address, fresh_key, refused, unknown_pin, wrong_secret
from tests.local.host_process import HostProcess
from tests.security.conftest import FLOOR_SECONDS
from tests.security.crowd import all_at_once
from tests.security.seven_refusals import supplies


def _bodies(operator: Operator, customer: Customer) -> dict[str, dict[str, str]]:
    """What redeem-pin is sent, by what is wrong with it; expired PINs are in a test below."""
    live = operator.new_pin(operator.new_call())
    used = operator.new_pin(operator.new_call())
    customer.redeem(used)
    superseding = operator.new_call()
    superseded = operator.new_pin(superseding)
    operator.new_pin(superseding)
    ended = operator.new_call()
    closed = operator.new_pin(ended)
    operator.end(ended)
    burnt = operator.new_pin(operator.new_call())
    pins = {
        "unknown": unknown_pin(live),
        "wrong": wrong_secret(live),
        "used": used,
        "superseded": superseded,
        "closed": closed,
        "burnt": burnt,
    }
    bodies = {why: {"pin": pin, "redemption_key": fresh_key()} for why, pin in pins.items()}
    bodies["another widget"] = {"pin": live, "redemption_key": fresh_key(), "widget": "another"}
    return bodies


def _without_date(answer: httpx.Response) -> tuple[int, list[tuple[str, str]], bytes]:
    return answer.status_code, [item for item in answer.headers.multi_items() if item[0] != "date"], answer.content


async def test_status_headers_and_body_are_the_same(
    running: HostProcess, operator: Operator, customer: Customer
) -> None:
    bodies = _bodies(operator, customer)
    burnt = bodies["burnt"]["pin"]
    guesses = [{"pin": wrong_secret(burnt, step), "redemption_key": fresh_key()} for step in range(1, 6)]
    await all_at_once(running.origin, guesses)

    answers = dict(zip(bodies, await all_at_once(running.origin, list(bodies.values())), strict=True))

    for why, answer in answers.items():
        refused(answer, 403, "pin_rejected")
        assert _without_date(answer) == _without_date(answers["wrong"]), why


async def test_all_seven_are_the_same_bytes_and_the_same_requests_to_the_store(product: Product) -> None:
    """In number, kind and order, whether or not the network was refused before; no audit row, no call service."""
    bodies = await supplies(product, 12)
    for refused_before in (False, True):
        seen = {}
        for why, supply in bodies.items():
            body, address = next(supply), fresh_address()
            if refused_before:
                refused(await product.redeem(unknown_pin(body["pin"]), address=address), 403, "pin_rejected")
            product.forget_requests()
            answer = await product.stranger("/api/redeem-pin", body, address)
            refused(answer, 403, "pin_rejected")
            asked = (product.store_requests.copy(), product.audit.watch.requests.copy(), product.calls.requests.copy())
            seen[why] = (_without_date(answer), asked)

        assert len(seen) == 7
        assert {why: told for why, told in seen.items() if told != seen["wrong"]} == {}
        assert seen["wrong"][1][1:] == ([], [])


async def test_no_refusal_comes_sooner_than_the_floor(
    running: HostProcess, operator: Operator, customer: Customer
) -> None:
    for why, body in _bodies(operator, customer).items():
        answer = (await all_at_once(running.origin, [body]))[0]

        if answer.status_code == 403:
            assert answer.elapsed.total_seconds() >= FLOOR_SECONDS, why


def test_a_refused_resume_takes_as_long(customer: Customer, operator: Operator) -> None:
    customer.redeem(operator.new_pin(operator.new_call()))
    for wrong in ("call_id", "participant_id", "redemption_key"):
        values = {"call_id": "call_" + "0" * 32, "participant_id": "x", "redemption_key": fresh_key()}
        body = {**customer.named, "redemption_key": customer.key, wrong: values[wrong]}
        answer = customer.post("/api/resume", body)

        refused(answer, 403, "pin_rejected")
        assert answer.elapsed.total_seconds() >= FLOOR_SECONDS
