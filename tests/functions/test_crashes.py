"""A neighbour fails at any write, before it is done or after: the one who asks again gets there, and nothing doubles.

A request that never came back is a crash of ours as much as of the neighbour's: both leave the same documents.
"""

import asyncio
import itertools

import httpx
import pytest

from shared.ledger import sweep_outboxes
from shared.policies import UNDER_WAY_SECONDS
from shared.usecases.upkeep import upkeep
from tests.functions.product import Product, fine, fresh_address, fresh_key, principal, refused, wrong_secret
from tests.functions.watched_ports import Fault, Verb, When


def faults(verb: Verb, writes: int) -> list[Fault]:
    """Each write of the step failing before it is done, and each failing after."""
    moments: tuple[When, ...] = ("before", "after")
    return [Fault(verb, nth, when) for nth, when in itertools.product(range(1, writes + 1), moments)]


def _unavailable(answer: httpx.Response) -> None:
    refused(answer, 503, "unavailable")


@pytest.mark.parametrize("fault", faults("patch", 2), ids=str)
async def test_an_honest_customers_pin_is_never_burnt(product: Product, fault: Fault) -> None:
    """The same PIN and key get in at the second try, as one participant, and no failure is counted."""
    call_id, key = await product.new_call(), fresh_key()
    pin = await product.new_pin(call_id)
    product.documents.watch.due(fault)

    first = await product.redeem(pin, key)
    product.documents.watch.due(None)
    second = fine(await product.redeem(pin, key))

    assert first.status_code in {200, 503}
    assert [seen["participant_id"] for seen in (await product.call(call_id))["participants"]] == [
        second["participant_id"]
    ]
    assert (await product.kept(call_id))["failures"] == 0
    refused(await product.redeem(pin, fresh_key()), 403, "pin_rejected")


@pytest.mark.parametrize("fault", faults("patch", 1), ids=str)
async def test_a_lost_answer_at_the_last_attempt_burns_nothing_either(product: Product, fault: Fault) -> None:
    """Four strangers' wrong guesses are counted; the fifth attempt is the customer's own, and it is asked twice."""
    call_id, key = await product.new_call(), fresh_key()
    pin = await product.new_pin(call_id)
    for step in range(1, 5):
        refused(await product.redeem(wrong_secret(pin, step)), 403, "pin_rejected")
    product.documents.watch.due(fault)
    _unavailable(await product.redeem(pin, key))
    product.documents.watch.due(None)

    fine(await product.redeem(pin, key))

    assert (await product.kept(call_id))["failures"] == 4


async def test_a_consumption_whose_answer_was_lost_is_settled_by_reading_who_did_it(product: Product) -> None:
    pin = await product.new_pin(await product.new_call())
    product.documents.watch.due(Fault("patch", 2, "after"))
    product.forget_requests()

    fine(await product.redeem(pin))

    assert product.store_requests == ["read net", "read pin", "patch call", "patch call", "read call"]


async def test_when_even_that_reading_fails_the_same_key_still_gets_in(product: Product) -> None:
    """The process dies between consuming and answering."""
    call_id, key = await product.new_call(), fresh_key()
    pin = await product.new_pin(call_id)
    product.documents.watch.due(Fault("patch", 2, "after"))

    async def die(request: str) -> None:
        if request == "read call":
            product.documents.watch.away = True

    product.documents.watch.before = die
    _unavailable(await product.redeem(pin, key))
    product.documents.watch.before = None
    product.documents.watch.away = False
    product.documents.watch.due(None)

    refused(await product.redeem(pin, fresh_key()), 403, "pin_rejected")
    back = fine(await product.redeem(pin, key))
    assert [seen["participant_id"] for seen in (await product.call(call_id))["participants"]] == [
        back["participant_id"]
    ]


@pytest.mark.parametrize("fault", [*faults("patch", 2), *faults("create", 1)], ids=str)
async def test_a_wrong_pin_is_never_let_in_by_a_fault(product: Product, fault: Fault) -> None:
    """Store down: refuse (503), never allow. What was reserved stays counted, once."""
    call_id, address, key = await product.new_call(), fresh_address(), fresh_key()
    pin = await product.new_pin(call_id)
    product.documents.watch.due(fault)

    first = await product.redeem(wrong_secret(pin), key, address)
    product.documents.watch.due(None)
    refused(await product.redeem(wrong_secret(pin), key, address), 403, "pin_rejected")

    assert first.status_code in {403, 503}
    assert (await product.kept(call_id))["failures"] == 1
    fine(await product.redeem(pin))


async def test_with_the_store_away_everything_is_503(product: Product) -> None:
    call_id = await product.new_call()
    customer, pin = await product.waiting(call_id), await product.new_pin(call_id)
    token = (await product.admitted(call_id))["session_token"]
    product.documents.watch.away = True
    named = {name: customer[name] for name in ("call_id", "participant_id")}

    _unavailable(await product.operator("/api/create-call", {}))
    _unavailable(await product.operator("/api/issue-pin", {"call_id": call_id}))
    _unavailable(await product.redeem(pin))
    _unavailable(await product.stranger("/api/resume", {**named, "redemption_key": fresh_key()}))
    _unavailable(await product.admit(customer))
    _unavailable(await product.operator("/api/turn-away", named))
    _unavailable(await product.operator("/api/issue-acs-token", {"call_id": call_id}))
    _unavailable(await product.customer(token, "/api/issue-acs-token", {}))
    _unavailable(await product.customer(token, "/api/session"))
    _unavailable(await product.customer(token, "/api/consent", {"kind": "screen", "granted": True}))
    _unavailable(await product.customer(token, "/api/end-call", {}))
    _unavailable(await product.operator("/api/end-call", {"call_id": call_id}))
    _unavailable(await product.operator("/api/calls"))
    _unavailable(await product.operator(f"/api/calls/{call_id}"))
    product.documents.watch.away = False

    assert (await product.call(call_id))["state"] == "open"


@pytest.mark.parametrize("fault", faults("create", 1), ids=str)
async def test_a_call_asked_for_twice_by_one_key_is_one_call(product: Product, fault: Fault) -> None:
    headers = principal("operator-1") | {"Idempotency-Key": "key"}
    product.documents.watch.due(fault)
    first = await product.ask("POST", "/api/create-call", {"subject": "Loan"}, headers)
    assert first.status_code == (503 if fault.when == "before" else 201), "whose answer was lost is read again"
    product.documents.watch.due(None)

    fine(await product.ask("POST", "/api/create-call", {"subject": "Loan"}, headers), 201)

    assert len(fine(await product.operator("/api/calls"))["calls"]) == 1


@pytest.mark.parametrize("fault", [*faults("patch", 1), *faults("create", 1)], ids=str)
async def test_a_pin_whose_answer_was_lost_is_replaced_by_the_next(product: Product, fault: Fault) -> None:
    call_id = await product.new_call()
    product.documents.watch.due(fault)
    _unavailable(await product.operator("/api/issue-pin", {"call_id": call_id}))
    product.documents.watch.due(None)

    fine(await product.redeem(await product.new_pin(call_id)))


@pytest.mark.parametrize("fault", faults("patch", 2), ids=str)
async def test_a_customer_is_admitted_though_an_answer_was_lost(product: Product, fault: Fault) -> None:
    call_id = await product.new_call()
    customer = await product.waiting(call_id)
    product.documents.watch.due(fault)
    _unavailable(await product.admit(customer))
    product.documents.watch.due(None)

    assert fine(await product.admit(customer))["state"] == "admitted"

    await sweep_outboxes(product.ports)
    assert (await product.audited(call_id)).count("participant_admitted") == 1


async def test_a_door_that_two_lost_answers_left_ajar_is_closed(product: Product) -> None:
    """Both tries were taken and neither was compared: the customer hears so, and the operator shows a new PIN."""
    call_id = await product.new_call()
    customer = await product.waiting(call_id)
    for _ in range(2):
        product.documents.watch.due(Fault("patch", 1, "after"))
        _unavailable(await product.admit(customer))
    product.documents.watch.due(None)
    refused(await product.admit(customer), 409, "participant_not_waiting")
    product.clock.forward(seconds=UNDER_WAY_SECONDS)

    assert refused(await product.admit(customer), 403, "match_code_wrong")["attempts_left"] == 0

    assert (await product.call(call_id))["participants"][0]["state"] == "turned_away"


async def test_a_customer_whose_turning_away_was_lost_is_not_let_in_by_a_third_try(product: Product) -> None:
    """Two wrong codes are two tries, also when the process died before the door was shut; the operator shuts it."""
    customer = await product.waiting(await product.new_call())
    wrong = f"{(int(customer['match_code']) + 1) % 100:02d}"
    refused(await product.admit(customer, wrong), 403, "match_code_wrong")
    product.documents.watch.due(Fault("patch", 2, "before"))
    _unavailable(await product.admit(customer, wrong))
    product.documents.watch.due(None)

    refused(await product.admit(customer), 409, "participant_not_waiting")

    named = {name: customer[name] for name in ("call_id", "participant_id")}
    assert fine(await product.operator("/api/turn-away", named))["state"] == "turned_away"


@pytest.mark.parametrize("fault", faults("patch", 1), ids=str)
async def test_one_identity_is_remembered_though_an_answer_was_lost(product: Product, fault: Fault) -> None:
    call_id = await product.new_call()
    token = (await product.admitted(call_id))["session_token"]
    product.documents.watch.due(fault)
    _unavailable(await product.customer(token, "/api/issue-acs-token", {}))
    product.documents.watch.due(None)

    first = fine(await product.customer(token, "/api/issue-acs-token", {}))
    second = fine(await product.customer(token, "/api/issue-acs-token", {}))

    assert first["user_id"] == second["user_id"]
    assert "join_room as collaborator" in product.calls.requests


@pytest.mark.parametrize("fault", faults("patch", 1), ids=str)
async def test_a_call_whose_ending_was_lost_is_ended_and_its_room_closed(product: Product, fault: Fault) -> None:
    call_id = await product.new_call()
    product.documents.watch.due(fault)
    _unavailable(await product.operator("/api/end-call", {"call_id": call_id}))
    product.documents.watch.due(None)
    product.forget_requests()

    fine(await product.operator("/api/end-call", {"call_id": call_id}))

    await upkeep(product.ports, product.clock())
    assert {"close_room", "delete_identity"} <= {request.split()[0] for request in product.calls.requests}
    assert (await product.audited(call_id)).count("call_ended") == 1


async def test_with_the_call_service_away_no_call_is_made(product: Product) -> None:
    product.calls.away = True

    _unavailable(await product.operator("/api/create-call", {}))

    assert fine(await product.operator("/api/calls"))["calls"] == []


async def test_an_identity_that_was_remembered_is_put_on_the_roster_at_the_next_asking(product: Product) -> None:
    """The call service fails between the patch and the roster."""
    token = (await product.admitted(await product.new_call()))["session_token"]
    product.calls.fails = "join_room"
    _unavailable(await product.customer(token, "/api/issue-acs-token", {}))
    product.calls.fails = ""
    product.forget_requests()

    fine(await product.customer(token, "/api/issue-acs-token", {}))

    assert product.calls.requests == ["join_room as collaborator", "issue_token"]


async def test_ten_requests_to_join_at_once_are_one_identity_and_leave_no_other_behind(product: Product) -> None:
    call_id = await product.new_call()
    token = (await product.admitted(call_id))["session_token"]
    product.forget_requests()

    answers = await asyncio.gather(*(product.customer(token, "/api/issue-acs-token", {}) for _ in range(10)))

    await asyncio.gather(*product.ports.later)

    users = {fine(answer)["user_id"] for answer in answers}
    assert len(users) == 1
    made = product.calls.requests.count("create_identity")
    deleted = [request for request in product.calls.requests if request.startswith("delete_identity")]
    assert len(deleted) == made - 1
    assert not [request for request in deleted if request.split()[1] in users]
