"""Type the PIN: reserve an attempt, compare, consume. Whatever is wrong gets one and the same refusal.

Requests to the store: two reads (network, pointer) and two writes; one read more for whatever is not a fresh right
guess, so that nothing tells why. Counting comes before comparing, in a conditional write, so that any number of
parallel guesses is held to five.
"""

import base64
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from typing import cast

from shared import conditions, pins
from shared.calls import CONSENT_KINDS, Call, Participant, call_of
from shared.errors import PinRejected, Unavailable
from shared.events import Actor, Event
from shared.ids import CallId, ParticipantId, new_participant_id
from shared.instants import Instant, after_seconds
from shared.json_values import Json, JsonObject
from shared.ledger import change_call, note
from shared.moves import ParticipantState
from shared.network_budget import open_budget, spend
from shared.patches import Append, Change, Condition, Equals, Increment, Patch, Set, all_of
from shared.peppers import Pepper
from shared.pins import Pin
from shared.ports import Ports
from shared.proofs import Proof
from shared.redemption_keys import attempt_name, browser_secret, key_hash, return_name
from shared.used_proofs import use_once


@dataclass(frozen=True, slots=True)
class Redemption:
    """What a browser sends. `redemption_key` is its own secret, at least 128 random bits; the key of its
    `proof`, if it brings one, alone speaks for it from then on.
    """

    pin: Pin
    redemption_key: str
    proof: Proof | None
    widget: str
    display_name: str | None
    customer_token: str | None
    address: IPv4Address | IPv6Address

    @property
    def key_thumbprint(self) -> str | None:
        """The key that it has proven."""
        return self.proof.key_thumbprint if self.proof else None


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

    Raises TooManyAttempts before anything is counted, ProofInvalid for a proof that was used before (one create in
    the store, whatever the PIN), PinRejected for everything else that is wrong.
    """
    async with open_budget(ports, wanted.address, now) as budget:
        if wanted.proof is not None:
            await use_once(ports, wanted.proof, now, everywhere=True)
        found = await _judge(ports, wanted, now)
        if found is None:
            await spend(ports, budget, now)
            raise PinRejected
        return found


async def _judge(ports: Ports, wanted: Redemption, now: Instant) -> tuple[Call, Participant] | None:
    """None is the uniform refusal, after the same reads and writes whatever was wrong."""
    pointer = await _find(ports, wanted.pin)
    offered = pins.tag(pointer.pepper, pointer.call_id, wanted.pin, pointer.salt)
    browser = browser_secret(wanted.redemption_key, wanted.key_thumbprint)
    names = _Names(
        attempt_name(pointer.document_id, wanted.pin, browser),
        return_name(pointer.document_id, wanted.pin, browser),
    )
    reserved = await _reserve(ports, pointer, names, now)
    right = pins.same_tag(offered, pointer.tag)
    if reserved is not None and right and reserved["widget"] == wanted.widget:
        return await _consume(ports, wanted, pointer, names, now, ours=True)
    # Not a fresh right guess. One read tells the same browser coming back from everybody else; whoever is
    # wrong pays it as well, so that nothing tells why.
    call = await ports.documents.read(pointer.call_id)
    if call is None or reserved is not None or call["widget"] != wanted.widget:
        return None
    participant_id = _returning(call, names)
    if participant_id is not None:
        return await _come_back(ports, call, participant_id, now)
    if right and _was_reserved(call, pointer, names, now):
        return await _consume(ports, wanted, pointer, names, now, ours=False)
    return None


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


@dataclass(frozen=True, slots=True)
class _Names:
    """What the call knows this guess, and the browser that was right, by."""

    attempt: str
    returning: str


async def _reserve(ports: Ports, pointer: _Pointer, names: _Names, now: Instant) -> JsonObject | None:
    """Take one of the five attempts before anything is compared; the call after it, or None.

    The audit row is left to the sweep: writing it here would tell a live locator from none.
    """
    tried = Event(pointer.call_id, "pin_attempted", now, Actor("stranger"))
    reserve = Patch(
        (
            Increment(("failures",), 1),
            Increment(("pin", "failures"), 1),
            Set(("pin", "attempts", names.attempt), now),
            Append(("outbox",), tried.document()),
        ),
        conditions.attempt_may_be_made(pointer.generation, names.attempt, now),
    )
    return await ports.documents.patch(pointer.call_id, reserve)


def _was_reserved(call: JsonObject, pointer: _Pointer, names: _Names, now: Instant) -> bool:
    """This very guess of this browser was reserved before, and what came of it was lost."""
    pin = cast("dict[str, Json]", call["pin"])
    attempts = cast("dict[str, int | None]", pin["attempts"])
    in_time = now < cast("int", pin["expires_at"] or 0)
    return call["generation"] == pointer.generation and attempts.get(names.attempt) is not None and in_time


def _returning(call: JsonObject, names: _Names) -> ParticipantId | None:
    return cast("dict[str, ParticipantId]", call["returns"]).get(names.returning)


async def _come_back(
    ports: Ports, document: JsonObject, participant_id: ParticipantId, now: Instant
) -> tuple[Call, Participant] | None:
    """The same browser again: the same participant, if it is still waiting or in the call. Nothing is counted."""
    call = call_of(document, now)
    participant = call.participant(participant_id)
    if participant is None or not participant.is_present or not call.is_open:
        return None
    returned = Event(call.call_id, "participant_returned", now, Actor("customer", participant_id))
    await note(ports, returned.document())
    return call, participant


async def _consume(
    ports: Ports, wanted: Redemption, pointer: _Pointer, names: _Names, now: Instant, *, ours: bool
) -> tuple[Call, Participant] | None:
    """Use the PIN up and add the participant, in one write that only one browser can win.

    `ours`: this request made the reservation, and gives it back if another browser was first.
    """
    participant_id = new_participant_id()
    changes: list[Change] = [
        Set(("pin", "state"), "used"),
        Set(("participants", participant_id), _participant(ports, wanted, pointer, participant_id, now)),
        Set(("returns", names.returning), participant_id),
        *_given_back(),
    ]
    when: Condition = conditions.pin_may_be_consumed(pointer.generation, names.attempt, now)
    if not ports.policies.lobby:
        changes.append(Set(("admitted",), participant_id))
        when = all_of(when, conditions.nobody_is_admitted())
    redeemed = Event(pointer.call_id, "pin_redeemed", now, Actor("customer", participant_id))
    lost: Unavailable | None = None
    try:
        document = await change_call(ports, pointer.call_id, tuple(changes), when, redeemed)
    except Unavailable as error:
        document, lost = None, error
    if document is None:
        # Another was first, the call has ended, or the answer was lost: the key tells who did it.
        document = await ports.documents.read(pointer.call_id)
        known = None if document is None else _returning(document, names)
        if document is None or known is None:
            if lost is not None:
                raise lost
            if ours:
                await _give_back(ports, pointer, names)
            return None
        participant_id = known
    call = call_of(document, now)
    return call, call.participants[participant_id]


async def _give_back(ports: Ports, pointer: _Pointer, names: _Names) -> None:
    """A right guess that came too late costs nothing; a newer PIN has a count of its own.

    The attempt is forgotten with it: where the PIN lives on, since without a lobby the call may only be taken for
    now, asking again reserves again, and nothing is given back twice.
    """
    forgotten = Set(("pin", "attempts", names.attempt), None)
    same_pin = Patch((*_given_back(), forgotten), Equals(("generation",), pointer.generation))
    if await ports.documents.patch(pointer.call_id, same_pin) is None:
        newer_pin = Patch((Increment(("failures",), -1),), Equals(("type",), "call"))
        await ports.documents.patch(pointer.call_id, newer_pin)


def _given_back() -> tuple[Change, ...]:
    return Increment(("failures",), -1), Increment(("pin", "failures"), -1)


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
        "tried_at": None,
        "user_id": None,
        "key_hash": key_hash(pointer.call_id, wanted.redemption_key),
        "key_thumbprint": wanted.key_thumbprint,
        "pepper_version": pointer.pepper.version,
        "consents": dict.fromkeys(CONSENT_KINDS),
        "authentication_reason": "not_configured" if wanted.customer_token else None,
    }
