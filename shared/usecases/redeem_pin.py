"""Type the PIN: reserve an attempt, compare, consume. Whatever is wrong gets one and the same refusal.

Requests to the store, refused or not: two reads (network, pointer) and two writes. Counting comes before
comparing, in a conditional write, so that any number of parallel guesses is held to five.
"""

import base64
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from typing import cast

from shared import conditions, pins
from shared.calls import Call, Participant, call_of
from shared.errors import PinRejected, Unavailable
from shared.events import Actor, Event
from shared.ids import CallId, ParticipantId, new_participant_id
from shared.instants import Instant, after_seconds
from shared.json_values import Json, JsonObject
from shared.ledger import change_call
from shared.moves import ParticipantState
from shared.network_budget import OpenBudget, open_budget, spend
from shared.patches import Above, Append, Change, Condition, Equals, Increment, Patch, Set, all_of
from shared.peppers import Pepper
from shared.pins import Pin
from shared.ports import Ports
from shared.redemption_keys import attempt_name, key_hash, return_name


@dataclass(frozen=True, slots=True)
class Redemption:
    """What a browser sends. `redemption_key` is its own secret, at least 128 random bits."""

    pin: Pin
    redemption_key: str
    widget: str
    display_name: str | None
    customer_token: str | None
    address: IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class _Pointer:
    """What the locator led to. One that led nowhere looks the same and matches nothing."""

    document_id: str
    call_id: CallId
    generation: int
    salt: bytes
    tag: bytes
    pepper: Pepper


async def redeem_pin(ports: Ports, wanted: Redemption, now: Instant) -> tuple[Call, Participant]:
    """The call and the participant that this PIN and key belong to.

    Raises TooManyAttempts before anything is counted, PinRejected for everything else that is wrong.
    """
    budget = await open_budget(ports, wanted.address, now)
    pointer = await _find(ports, wanted.pin)
    offered = pins.tag(pointer.pepper, pointer.call_id, wanted.pin, pointer.salt)
    attempt = attempt_name(pointer.document_id, wanted.pin, wanted.redemption_key)
    returning = return_name(pointer.document_id, wanted.redemption_key)
    # The audit row of an attempt is left to the sweep: writing it here would tell a live locator from none.
    tried = Event(pointer.call_id, "pin_attempted", now, Actor("stranger"))
    reserve = Patch(
        (*(Increment(path, 1) for path in _counted(attempt)), Append(("outbox",), tried.document())),
        conditions.attempt_may_be_made(pointer.generation, attempt, returning, now),
    )
    reserved = await ports.documents.patch(pointer.call_id, reserve)
    if reserved is None:
        return await _refuse(ports, budget, now)
    participant_id = _returning(reserved, returning)
    if participant_id is not None:
        return await _come_back(ports, participant_id, reserved, attempt, now)
    right = pins.same_tag(offered, pointer.tag)
    if not right or reserved["widget"] != wanted.widget:
        if _reservations(reserved, attempt) == 1:
            return await _refuse(ports, budget, now)
        await _give_back(ports, reserved, attempt)
        raise PinRejected
    call, participant_id = await _consume(ports, wanted, pointer, reserved, (attempt, returning), now)
    participant = call.participant(participant_id)
    if participant is None:
        return await _refuse(ports, budget, now)
    return call, participant


async def _find(ports: Ports, pin: Pin) -> _Pointer:
    """One read for each accepted pepper, whatever is found."""
    peppers = await ports.secrets.peppers()
    found: JsonObject | None = None
    for pepper in peppers.accepted:
        document = await ports.documents.read(pins.pointer_id(pepper, pin.locator))
        found = found or document
    stored = peppers.of_version(str(found["pepper_version"])) if found else None
    if found is None or stored is None:
        # Nothing there: the same work and the same writes follow, on a call that cannot be.
        nowhere = pins.pointer_id(peppers.current, pin.locator)
        return _Pointer(nowhere, CallId("call_" + nowhere[-32:]), 0, b"\0" * pins.SALT_BYTES, b"", peppers.current)
    return _Pointer(
        document_id=str(found["id"]),
        call_id=CallId(str(found["call_id"])),
        generation=cast("int", found["generation"]),
        salt=base64.b64decode(str(found["salt"])),
        tag=base64.b64decode(str(found["tag"])),
        pepper=stored,
    )


def _counted(attempt: str) -> tuple[tuple[str, ...], ...]:
    return ("failures",), ("pin", "failures"), ("pin", "attempts", attempt)


def _reservations(reserved: JsonObject, attempt: str) -> int:
    """How often this guess of this browser stands in the count: more than once when it was repeated."""
    pin = cast("dict[str, dict[str, int]]", reserved["pin"])
    return pin["attempts"][attempt]


def _returning(reserved: JsonObject, returning: str) -> ParticipantId | None:
    return cast("dict[str, ParticipantId]", reserved["returns"]).get(returning)


async def _refuse(ports: Ports, budget: OpenBudget, now: Instant) -> tuple[Call, Participant]:
    """The uniform refusal; it is what networks are counted by."""
    await spend(ports, budget, now)
    raise PinRejected


async def _give_back(ports: Ports, reserved: JsonObject, attempt: str, event: Event | None = None) -> JsonObject | None:
    """Undo a reservation that turned out to cost nothing; the call after it.

    Not when a newer PIN has started a count of its own, nor when another request of the same browser has given
    this one back already: a count below what was guessed would be guesses for a stranger.
    """
    changes: tuple[Change, ...] = tuple(Increment(path, -1) for path in _counted(attempt))
    if event is not None:
        changes = (*changes, Append(("outbox",), event.document()))
    generation = Equals(("generation",), cast("int", reserved["generation"]))
    still_taken = all_of(generation, Above(("pin", "attempts", attempt), 0))
    document = await ports.documents.patch(str(reserved["id"]), Patch(changes, still_taken))
    return document or await ports.documents.read(str(reserved["id"]))


async def _come_back(
    ports: Ports, participant_id: ParticipantId, reserved: JsonObject, attempt: str, now: Instant
) -> tuple[Call, Participant]:
    """The same browser again: the same participant, if it is still waiting or in the call."""
    actor = Actor("customer", participant_id)
    returned = Event(CallId(str(reserved["id"])), "participant_returned", now, actor)
    document = await _give_back(ports, reserved, attempt, returned)
    if document is None:
        raise PinRejected
    call = call_of(document, now)
    participant = call.participant(participant_id)
    if participant is None or participant.state not in {ParticipantState.WAITING, ParticipantState.ADMITTED}:
        raise PinRejected
    return call, participant


async def _consume(
    ports: Ports,
    wanted: Redemption,
    pointer: _Pointer,
    reserved: JsonObject,
    names: tuple[str, str],
    now: Instant,
) -> tuple[Call, ParticipantId]:
    """Use the PIN up and add the participant, in one write that only one browser can win."""
    guess, returning = names
    taken = _reservations(reserved, guess)
    participant_id = new_participant_id()
    lobby = ports.policies.lobby
    changes: list[Change] = [
        Set(("pin", "state"), "used"),
        Set(("participants", participant_id), _participant(ports, wanted, pointer, participant_id, now)),
        Set(("returns", returning), participant_id),
        *(Increment(path, -taken) for path in _counted(guess)),
    ]
    when: Condition = conditions.pin_may_be_consumed(pointer.generation, now)
    if not lobby:
        changes.append(Set(("admitted",), participant_id))
        when = all_of(when, conditions.nobody_is_admitted())
    redeemed = Event(pointer.call_id, "pin_redeemed", now, Actor("customer", participant_id))
    try:
        document = await change_call(ports, pointer.call_id, tuple(changes), when, redeemed)
    except Unavailable:
        # It may have been done: the key tells who did it.
        document = await ports.documents.read(pointer.call_id)
        if document is None or _returning(document, returning) is None:
            raise
        participant_id = _returning(document, returning) or participant_id
    if document is None:
        document = await _give_back(ports, reserved, guess)
    if document is None:
        raise PinRejected
    return call_of(document, now), _returning(document, returning) or participant_id


def _participant(
    ports: Ports, wanted: Redemption, pointer: _Pointer, participant_id: ParticipantId, now: Instant
) -> dict[str, Json]:
    lobby = ports.policies.lobby
    return {
        "participant_id": participant_id,
        "state": (ParticipantState.WAITING if lobby else ParticipantState.ADMITTED).value,
        "generation": pointer.generation,
        "display_name": wanted.display_name,
        "redeemed_at": now,
        "waits_until": after_seconds(now, ports.policies.lifetimes.lobby_seconds),
        "admitted_at": None if lobby else now,
        "left_at": None,
        "last_seen_at": now,
        "match_attempts": 0,
        "user_id": None,
        "key_hash": key_hash(pointer.call_id, wanted.redemption_key),
        "pepper_version": pointer.pepper.version,
        "consents": {"screen": False, "microphone": False, "camera": False, "pointer": False},
        "authentication_reason": "not_configured" if wanted.customer_token else None,
    }
