"""What a call owes the call service is paid at once or by the sweep: nobody keeps a place that is over."""

import asyncio

from shared.patches import Equals, Patch, Set
from shared.policies import UNDER_WAY_SECONDS
from shared.usecases.upkeep import upkeep
from tests.functions.product import Product, fine, refused
from tests.functions.watched_ports import Fault


async def _in_the_room(product: Product, call_id: str) -> tuple[str, str]:
    """A customer's session token and user id, once they have joined."""
    token = str((await product.admitted(call_id))["session_token"])
    return token, str(fine(await product.customer(token, "/api/issue-acs-token", {}))["user_id"])


async def _swept(product: Product) -> list[str]:
    """What the sweep asks of the call service, once no request can be under way any more."""
    product.clock.forward(seconds=UNDER_WAY_SECONDS + 1)
    product.calls.requests.clear()
    await upkeep(product.ports, product.clock())
    return [request for request in product.calls.requests if request != "rooms_over"]


async def _consent(product: Product, token: str, *, granted: bool) -> None:
    fine(await product.customer(token, "/api/consent", {"kind": "screen", "granted": granted}))


async def test_an_ending_is_an_ending_though_the_call_service_is_away(product: Product) -> None:
    """The call ends for everybody at once; its room follows when the sweep reaches the service."""
    call_id = await product.new_call()
    _, user_id = await _in_the_room(product, call_id)
    product.calls.away = True

    assert fine(await product.operator("/api/end-call", {"call_id": call_id}))["state"] == "ended"
    await _swept(product)
    product.calls.away = False

    operators = (await product.kept(call_id))["operator"]["user_id"]
    room_id = (await product.kept(call_id))["room_id"]
    assert sorted(await _swept(product)) == sorted(
        [f"close_room {room_id}", f"delete_identity {user_id}", f"delete_identity {operators}"]
    )
    assert await _swept(product) == []


async def test_what_was_paid_at_once_is_checked_by_one_sweep_and_no_more(product: Product) -> None:
    call_id = await product.new_call()
    fine(await product.operator("/api/end-call", {"call_id": call_id}))

    assert [request.split()[0] for request in await _swept(product)] == ["close_room", "delete_identity"]
    assert await _swept(product) == []
    assert (await product.kept(call_id))["unsettled"] == 0


async def test_a_call_past_its_end_is_ended_in_the_audit_and_at_the_call_service(product: Product) -> None:
    call_id = await product.new_call()
    _, user_id = await _in_the_room(product, call_id)
    expires_at = (await product.kept(call_id))["expires_at"]
    assert await _swept(product) == ["join_room as collaborator"]
    assert await _swept(product) == []
    product.clock.forward(seconds=3600)

    requests = await _swept(product)

    assert f"delete_identity {user_id}" in requests
    assert requests[0].startswith("close_room")
    kept = await product.kept(call_id)
    assert (kept["state"], kept["end_reason"], kept["ended_at"]) == ("ended", "expired", expires_at)
    rows = [row for row in await product.audit.behind.events_of(kept["id"]) if row["type"] == "call_ended"]
    assert [(row["at"], row["actor"]) for row in rows] == [(expires_at, {"kind": "clock", "id": None})]
    await _swept(product)
    assert (await product.audited(call_id)).count("call_ended") == 1


async def test_who_leaves_is_thrown_out_and_their_tokens_end(product: Product) -> None:
    """Their token would open the room for an hour: the call goes on with another customer."""
    call_id = await product.new_call()
    token, user_id = await _in_the_room(product, call_id)
    product.forget_requests()

    fine(await product.customer(token, "/api/end-call", {}))

    assert product.calls.requests == [f"leave_room {user_id}", f"delete_identity {user_id}"]


async def test_who_left_while_the_service_was_away_is_thrown_out_by_the_sweep_alone(product: Product) -> None:
    """And whoever is in the call meanwhile stays in it."""
    call_id = await product.new_call()
    token, user_id = await _in_the_room(product, call_id)
    product.calls.away = True
    fine(await product.customer(token, "/api/end-call", {}))
    product.calls.away = False
    _, next_user_id = await _in_the_room(product, call_id)

    requests = await _swept(product)

    assert f"leave_room {user_id}" in requests
    assert f"delete_identity {user_id}" in requests
    assert f"delete_identity {next_user_id}" not in requests
    assert "join_room as collaborator" in requests


async def test_who_takes_back_that_their_screen_is_seen_loses_the_power_to_share_it(product: Product) -> None:
    token, _ = await _in_the_room(product, await product.new_call())
    product.forget_requests()

    await _consent(product, token, granted=True)
    assert product.calls.requests == ["join_room as collaborator"]
    product.forget_requests()
    await _consent(product, token, granted=False)
    assert product.calls.requests == ["join_room as attendee"]
    product.forget_requests()
    fine(await product.customer(token, "/api/issue-acs-token", {}))
    assert product.calls.requests == ["join_room as attendee", "issue_token"]
    await _consent(product, token, granted=True)
    assert product.calls.requests[-1] == "join_room as collaborator"


async def test_a_power_taken_away_while_the_service_was_away_is_taken_by_the_sweep(product: Product) -> None:
    token, _ = await _in_the_room(product, await product.new_call())
    await _consent(product, token, granted=True)
    product.calls.away = True
    await _consent(product, token, granted=False)
    product.calls.away = False

    assert await _swept(product) == ["join_room as attendee"]
    assert await _swept(product) == []


async def test_a_power_taken_away_while_joining_is_not_given(product: Product) -> None:
    """The consent is withdrawn between the reading of the place and the identity's remembering."""
    token = (await product.admitted(await product.new_call()))["session_token"]
    await _consent(product, token, granted=True)

    async def withdraw(request: str) -> None:
        if request == "patch call":
            product.documents.watch.before = None
            await _consent(product, token, granted=False)

    product.documents.watch.before = withdraw
    fine(await product.customer(token, "/api/issue-acs-token", {}))

    assert "join_room as collaborator" not in product.calls.requests
    assert product.calls.requests[-1] == "join_room as attendee"


async def test_one_call_that_cannot_be_settled_holds_up_no_other(product: Product) -> None:
    first, second = await product.new_call(), await product.new_call()
    stuck = (await product.kept(first))["room_id"]
    for call_id in (first, second):
        fine(await product.operator("/api/end-call", {"call_id": call_id}))
    product.calls.fails = f"close_room {stuck}"

    await _swept(product)
    await _swept(product)
    assert ((await product.kept(first))["unsettled"], (await product.kept(second))["unsettled"]) == (1, 0)
    product.calls.fails = ""
    await _swept(product)

    assert (await product.kept(first))["unsettled"] == 0


async def test_a_store_that_is_away_puts_the_upkeep_off_and_does_not_break_it(product: Product) -> None:
    call_id = await product.new_call()
    fine(await product.operator("/api/end-call", {"call_id": call_id}))
    product.documents.watch.away = True
    assert await _swept(product) == []
    product.documents.watch.away = False

    assert len(await _swept(product)) == 2


async def test_what_a_request_under_way_writes_of_yesterday_is_put_right(product: Product) -> None:
    """A refresh read the call before the consent was taken back, and writes the roster after a sweep has settled it."""
    token, _ = await _in_the_room(product, await product.new_call())
    await _consent(product, token, granted=True)
    await _swept(product)
    late = asyncio.Event()

    async def dawdle(request: str, _: object) -> None:
        if request == "read call":
            product.documents.watch.after = None
            await late.wait()

    product.documents.watch.after = dawdle
    refresh = asyncio.create_task(product.customer(token, "/api/issue-acs-token", {}))
    await asyncio.sleep(0.05)
    await _consent(product, token, granted=False)
    await upkeep(product.ports, product.clock())
    late.set()
    fine(await refresh)
    assert product.calls.requests[-2:] == ["join_room as collaborator", "issue_token"]

    assert await _swept(product) == ["join_room as attendee"]
    assert await _swept(product) == []


async def test_an_identity_that_the_store_could_not_remember_does_not_stay(product: Product) -> None:
    token = (await product.admitted(await product.new_call()))["session_token"]
    product.documents.watch.due(Fault("patch", 1, "before"))
    refused(await product.customer(token, "/api/issue-acs-token", {}), 503, "unavailable")
    product.documents.watch.due(None)
    await asyncio.gather(*product.ports.later)

    made = product.calls.requests.count("create_identity")
    deleted = [request for request in product.calls.requests if request.startswith("delete_identity")]
    assert (made, len(deleted)) == (1, 1)


async def test_an_identity_that_was_remembered_though_the_answer_was_lost_stays(product: Product) -> None:
    token = (await product.admitted(await product.new_call()))["session_token"]
    product.documents.watch.due(Fault("patch", 1, "after"))
    refused(await product.customer(token, "/api/issue-acs-token", {}), 503, "unavailable")
    product.documents.watch.due(None)
    await asyncio.gather(*product.ports.later)

    assert not [request for request in product.calls.requests if request.startswith("delete_identity")]
    fine(await product.customer(token, "/api/issue-acs-token", {}))
    assert product.calls.requests.count("create_identity") == 1


async def test_an_odd_document_keeps_no_other_from_its_turn(product: Product) -> None:
    odd, good = await product.new_call(), await product.new_call()
    for call_id in (odd, good):
        fine(await product.operator("/api/end-call", {"call_id": call_id}))
    broken = Patch((Set(("participants",), {"part_x": {}}),), Equals(("type",), "call"))
    await product.documents.behind.patch(odd, broken)

    await _swept(product)

    assert (await product.kept(good))["unsettled"] == 0
