"""Every step of a journey that asks a neighbour: what comes before it, how it is asked, what must be so in the end."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

from tests.faults.bank import Bank, named
from tests.faults.books import Books
from tests.functions.product import fine, fresh_key, refused

Ask = Callable[[], Awaitable[httpx.Response]]
Prove = Callable[[dict[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Ready:
    """A step that is about to be taken: how, in which call, and what must hold of the answer that came at last."""

    ask: Ask
    call_id: str | None
    prove: Prove


@dataclass(frozen=True, slots=True)
class Step:
    """`needs`: neighbours without which there is no answer but 503; `tells`: those that may hear of it later."""

    name: str
    prepare: Callable[[Bank, Books], Awaitable[Ready]]
    needs: frozenset[str]
    status: int = 200
    tells: frozenset[str] = frozenset()


async def _create_call(bank: Bank, books: Books) -> Ready:
    once = {"Idempotency-Key": uuid4().hex}

    async def prove(answer: dict[str, Any]) -> None:
        again = fine(await bank.operator("/api/create-call", {}, once), 201)
        assert again["call_id"] == answer["call_id"]
        assert (await books.call(answer["call_id"]))["room_id"] in books.cloud.acs.rooms.standing

    return Ready(lambda: bank.operator("/api/create-call", {}, once), None, prove)


async def _issue_pin(bank: Bank, books: Books) -> Ready:
    call_id = await bank.new_call()

    async def prove(answer: dict[str, Any]) -> None:
        fine(await bank.redeem(answer["pin"], fresh_key()))
        assert len((await books.call(call_id))["participants"]) == 1

    return Ready(lambda: bank.operator("/api/issue-pin", {"call_id": call_id}), call_id, prove)


async def _redeem_pin(bank: Bank, books: Books) -> Ready:
    call_id, key = await bank.new_call(), fresh_key()
    pin = await bank.new_pin(call_id)

    async def prove(answer: dict[str, Any]) -> None:
        kept = await books.call(call_id)
        assert list(kept["participants"]) == [answer["participant_id"]]
        assert kept["failures"] == 0
        refused(await bank.redeem(pin, fresh_key()), 403, "pin_rejected")

    return Ready(lambda: bank.redeem(pin, key), call_id, prove)


async def _resume(bank: Bank, books: Books) -> Ready:
    call_id = await bank.new_call()
    customer = await bank.waiting(call_id)
    body = {**named(customer), "redemption_key": customer["key"]}

    async def prove(answer: dict[str, Any]) -> None:
        assert answer["participant_id"] == customer["participant_id"]
        assert list((await books.call(call_id))["participants"]) == [customer["participant_id"]]

    return Ready(lambda: bank.stranger("/api/resume", body), call_id, prove)


async def _session(bank: Bank, books: Books) -> Ready:
    del books
    call_id = await bank.new_call()
    customer = await bank.waiting(call_id)

    async def prove(answer: dict[str, Any]) -> None:
        assert answer["match_code"] == customer["match_code"]

    return Ready(lambda: bank.customer(customer, "/api/session"), call_id, prove)


async def _admit(bank: Bank, books: Books) -> Ready:
    call_id = await bank.new_call()
    customer = await bank.waiting(call_id)
    body = {**named(customer), "match_code": customer["match_code"]}

    async def prove(answer: dict[str, Any]) -> None:
        assert answer["state"] == "admitted"
        assert (await books.call(call_id))["admitted"] == customer["participant_id"]

    return Ready(lambda: bank.operator("/api/admit", body), call_id, prove)


async def _turn_away(bank: Bank, books: Books) -> Ready:
    call_id = await bank.new_call()
    customer = await bank.waiting(call_id)

    async def prove(answer: dict[str, Any]) -> None:
        assert answer["state"] == "turned_away"
        assert (await books.call(call_id))["admitted"] is None

    return Ready(lambda: bank.operator("/api/turn-away", named(customer)), call_id, prove)


async def _customers_token(bank: Bank, books: Books) -> Ready:
    call_id = await bank.new_call()
    customer = await bank.admitted(call_id)

    async def prove(answer: dict[str, Any]) -> None:
        kept = await books.call(call_id)
        assert [who["user_id"] for who in kept["participants"].values()] == [answer["user_id"]]
        roster = books.cloud.acs.rooms.standing[kept["room_id"]].roster
        assert set(roster) == {answer["user_id"], kept["operator"]["user_id"]}, "one identity each, and nobody else"

    return Ready(lambda: bank.customer(customer, "/api/issue-acs-token", {}), call_id, prove)


async def _operators_token(bank: Bank, books: Books) -> Ready:
    call_id = await bank.new_call()

    async def prove(answer: dict[str, Any]) -> None:
        assert answer["user_id"] == (await books.call(call_id))["operator"]["user_id"]

    return Ready(lambda: bank.operator("/api/issue-acs-token", {"call_id": call_id}), call_id, prove)


async def _consent(bank: Bank, books: Books) -> Ready:
    call_id = await bank.new_call()
    customer = await bank.admitted(call_id)
    fine(await bank.customer(customer, "/api/consent", {"kind": "screen", "granted": True}))
    fine(await bank.customer(customer, "/api/issue-acs-token", {}))

    async def prove(answer: dict[str, Any]) -> None:
        assert answer["granted"] is False
        assert (await books.call(call_id))["participants"][customer["participant_id"]]["consents"]["screen"] is False

    taken_back = {"kind": "screen", "granted": False}
    return Ready(lambda: bank.customer(customer, "/api/consent", taken_back), call_id, prove)


async def _leave(bank: Bank, books: Books) -> Ready:
    call_id = await bank.new_call()
    customer = await bank.admitted(call_id)
    fine(await bank.customer(customer, "/api/issue-acs-token", {}))

    async def prove(answer: dict[str, Any]) -> None:
        assert answer["state"] == "left"
        kept = await books.call(call_id)
        assert (kept["state"], kept["admitted"]) == ("open", None)

    return Ready(lambda: bank.customer(customer, "/api/end-call", {}), call_id, prove)


async def _end(bank: Bank, books: Books) -> Ready:
    call_id = await bank.new_call()
    customer = await bank.admitted(call_id)
    fine(await bank.customer(customer, "/api/issue-acs-token", {}))

    async def prove(answer: dict[str, Any]) -> None:
        assert answer["state"] == "ended"
        refused(await bank.customer(customer, "/api/issue-acs-token", {}), 410, "call_closed")
        assert (await books.call(call_id))["state"] == "ended"

    return Ready(lambda: bank.operator("/api/end-call", {"call_id": call_id}), call_id, prove)


async def _one_call(bank: Bank, books: Books) -> Ready:
    del books
    call_id = await bank.new_call()

    async def prove(answer: dict[str, Any]) -> None:
        assert answer["call_id"] == call_id

    return Ready(lambda: bank.operator(f"/api/calls/{call_id}"), call_id, prove)


async def _calls(bank: Bank, books: Books) -> Ready:
    del books
    call_id = await bank.new_call()

    async def prove(answer: dict[str, Any]) -> None:
        assert call_id in {call["call_id"] for call in answer["calls"]}

    return Ready(lambda: bank.operator("/api/calls?limit=100"), call_id, prove)


async def _jwks(bank: Bank, books: Books) -> Ready:
    del books

    async def prove(answer: dict[str, Any]) -> None:
        assert answer["keys"]

    return Ready(lambda: bank.stranger("/api/jwks"), None, prove)


STORE, CALLS, SECRETS = "store", "calls", "secrets"
STEPS = (
    Step("create-call", _create_call, frozenset({STORE, CALLS}), 201),
    Step("issue-pin", _issue_pin, frozenset({STORE, SECRETS}), 201),
    Step("redeem-pin", _redeem_pin, frozenset({STORE, SECRETS})),
    Step("resume", _resume, frozenset({STORE, SECRETS})),
    Step("session", _session, frozenset({STORE, SECRETS})),
    Step("admit", _admit, frozenset({STORE, SECRETS})),
    Step("turn-away", _turn_away, frozenset({STORE})),
    Step("issue-acs-token", _customers_token, frozenset({STORE, CALLS, SECRETS})),
    Step("issue-acs-token-operator", _operators_token, frozenset({STORE, CALLS})),
    Step("consent", _consent, frozenset({STORE, SECRETS}), tells=frozenset({CALLS})),
    Step("leave", _leave, frozenset({STORE, SECRETS}), tells=frozenset({CALLS})),
    Step("end-call", _end, frozenset({STORE}), tells=frozenset({CALLS})),
    Step("call", _one_call, frozenset({STORE})),
    Step("calls", _calls, frozenset({STORE})),
    Step("jwks", _jwks, frozenset({SECRETS})),
)
"""`secrets` is needed only until they have been read once."""


async def settled(step: Step, ready: Ready) -> str | None:
    """Take the step once more, now that all is well, and see that it got where it should; the call's id."""
    answer = fine(await ready.ask(), step.status)
    await ready.prove(answer)
    return ready.call_id or answer.get("call_id")
