"""Show a PIN: kill the one before it, then publish a pointer under a locator that nobody else has."""

import base64
from dataclasses import dataclass
from typing import cast

from shared import conditions, pins
from shared.errors import PinExhausted, Unavailable
from shared.events import Actor, Event
from shared.ids import CallId
from shared.instants import Instant, after_seconds, seconds_between
from shared.json_values import JsonObject
from shared.ledger import change_call
from shared.operators import StaffMember
from shared.patches import Increment, Set, all_of
from shared.peppers import Pepper
from shared.pins import Pin
from shared.ports import Ports
from shared.usecases.own_calls import own_open_call

MAX_DRAWS = 20
"""Locators drawn before giving up: with 10 000 live PINs of 100 000 locators, all 20 taken is 1e-20."""


@dataclass(frozen=True, slots=True)
class IssuedPin:
    """The only time a PIN is seen."""

    call_id: CallId
    pin: Pin
    expires_at: Instant
    ttl_seconds: int


async def issue_pin(ports: Ports, operator: StaffMember, call_id: CallId, now: Instant) -> IssuedPin:
    """A new PIN for an open call of this operator. Raises CallNotFound, CallClosed, PinExhausted.

    The generation in the call is what kills the earlier PIN and turns away whoever waits by it.
    """
    policy = ports.policies.pins
    expires_at = after_seconds(now, policy.ttl_seconds)
    fresh_pin: JsonObject = {"state": "live", "failures": 0, "attempts": {}, "expires_at": expires_at}
    document = await change_call(
        ports,
        call_id,
        (Increment(("generation",), 1), Set(("pin",), fresh_pin)),
        all_of(conditions.call_is_open_and_of(operator.object_id, now), conditions.pin_may_be_issued()),
        Event(call_id, "pin_issued", now, Actor("operator", operator.object_id)),
    )
    if document is None:
        await own_open_call(ports, operator, call_id, now)
        raise PinExhausted
    pepper = (await ports.secrets.peppers()).current
    pin = await _publish(ports, pepper, document, expires_at, now)
    return IssuedPin(call_id, pin, expires_at, policy.ttl_seconds)


async def _publish(ports: Ports, pepper: Pepper, call: JsonObject, expires_at: Instant, now: Instant) -> Pin:
    """Create the pointer; creation is what keeps two living PINs from sharing a locator.

    It outlives its PIN and lasts as long as the call, so that the same browser finds its way back by it.
    """
    policy, call_id = ports.policies.pins, CallId(str(call["id"]))
    call_ends = Instant(cast("int", call["expires_at"]))
    for _ in range(MAX_DRAWS):
        pin, salt = pins.generate(policy.secret_digits), pins.new_salt()
        pointer: JsonObject = {
            "id": pins.pointer_id(pepper, pin.locator),
            "type": "pin",
            "ttl": seconds_between(now, call_ends),
            "call_id": call_id,
            "generation": call["generation"],
            "salt": base64.b64encode(salt).decode(),
            "tag": base64.b64encode(pins.tag(pepper, call_id, pin, salt)).decode(),
            "pepper_version": pepper.version,
            "expires_at": expires_at,
        }
        if await ports.documents.create(pointer):
            return pin
    raise Unavailable
