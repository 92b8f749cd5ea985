"""What stands in the product's place while a defect is planted."""

from collections.abc import Callable
from typing import Any, cast

from shared import conditions
from shared.events import Actor, Event
from shared.ids import ParticipantId
from shared.instants import Instant
from shared.json_values import JsonObject
from shared.patches import (
    Above,
    AllOf,
    Append,
    Change,
    Condition,
    Equals,
    Increment,
    Patch,
    Present,
    Set,
    all_of,
)
from shared.policies import FAILURES_PER_PIN
from shared.ports import Ports
from shared.usecases import redeem_pin


async def look_then_count(ports: Ports, pointer: Any, names: Any, now: Instant) -> JsonObject | None:
    call = await ports.documents.read(pointer.call_id)
    pin = cast("JsonObject", call["pin"]) if call else {}
    if not pin or pin["state"] != "live" or cast("int", pin["failures"]) >= FAILURES_PER_PIN:
        return None
    counted = (Increment(("failures",), 1), Increment(("pin", "failures"), 1))
    remembered = Set(("pin", "attempts", names.attempt), now)
    same_pin = Equals(("generation",), pointer.generation)
    noted = Append(("outbox",), Event(pointer.call_id, "pin_attempted", now, Actor("stranger")).document())
    return await ports.documents.patch(pointer.call_id, Patch((*counted, remembered, noted), same_pin))


def attempt_without(is_forgotten: Callable[[Condition], bool]) -> Callable[[int, str, Instant], AllOf]:
    def instead(generation: int, attempt: str, now: Instant) -> AllOf:
        parts = _ATTEMPT_MAY_BE_MADE(generation, attempt, now).parts
        return all_of(*(part for part in parts if not is_forgotten(part)))

    return instead


_ATTEMPT_MAY_BE_MADE = conditions.attempt_may_be_made


def consumed_in_any_state(generation: int, attempt: str, now: Instant) -> AllOf:
    reserved = Present(("pin", "attempts", attempt))
    return all_of(conditions.call_is_open(now), Equals(("generation",), generation), reserved)


async def given_back_and_remembered(ports: Ports, pointer: Any, names: Any) -> None:
    """The mistake that the model found in the product itself."""
    del names
    same_pin = Equals(("generation",), pointer.generation)
    if await ports.documents.patch(pointer.call_id, Patch(redeem_pin._given_back(), same_pin)) is None:
        await ports.documents.patch(pointer.call_id, Patch((Increment(("failures",), -1),), always()))


def consumed_beside_a_newer(generation: int, attempt: str, now: Instant) -> AllOf:
    del generation, attempt
    return all_of(conditions.call_is_open(now), Equals(("pin", "state"), "live"))


def waiting_or_gone(participant_id: ParticipantId, now: Instant) -> AllOf:
    del now
    return all_of(Present(("participants", participant_id)))


def without_events(changes: tuple[Change, ...], when: Condition) -> Patch:
    return Patch(tuple(each for each in changes if not isinstance(each, Append)), when)


async def given_back_to_any_pin(ports: Ports, pointer: Any, names: Any) -> None:
    del names
    both = (Increment(("failures",), -1), Increment(("pin", "failures"), -1))
    await ports.documents.patch(pointer.call_id, Patch(both, always()))


def always(*_: object) -> Condition:
    return Equals(("type",), "call")


def even_if_ended(operator_id: str, now: Instant) -> AllOf:
    return all_of(Equals(("operator", "id"), operator_id), Above(("expires_at",), now))


def never(*_: object) -> None:
    return None


def right(*_: object) -> bool:
    return True
