"""What happened to a call, told from its document before and after, whatever was noted: evidence is held against it."""

from collections import Counter
from typing import cast

from shared.json_values import Json, JsonObject

_EVENT_OF_STATE: dict[Json, str] = {
    "admitted": "participant_admitted",
    "left": "participant_left",
    "turned_away": "participant_turned_away",
}


def wrong_with_events(was: JsonObject, now: JsonObject) -> str | None:
    """Every change has its one event in the same write. What may leave the outbox is another matter."""
    before, after = events_of(was), events_of(now)
    noted = Counter(after[event_id] for event_id in after.keys() - before.keys())
    happened = Counter(_happened(was, now))
    return None if noted == happened else f"{dict(happened)} happened and {dict(noted)} was noted"


def events_of(call: JsonObject) -> dict[str, str]:
    """The outbox: types of events by their ids."""
    return {str(event["id"]): str(event["type"]) for event in cast("list[JsonObject]", call["outbox"])}


def participants_of(call: JsonObject) -> dict[str, JsonObject]:
    """The participants by their ids."""
    return cast("dict[str, JsonObject]", call["participants"])


def _happened(was: JsonObject, now: JsonObject) -> list[str]:
    happened = ["pin_issued"] if now["generation"] != was["generation"] else []
    if was["state"] != now["state"]:
        happened.append("call_ended")
    if cast("int", now["failures"]) > cast("int", was["failures"]) or _attempts_of(now) - _attempts_of(was):
        happened.append("pin_attempted")
    for name, each in participants_of(now).items():
        happened += _happened_to(participants_of(was).get(name), each)
    return happened


def _attempts_of(call: JsonObject) -> set[str]:
    attempts = cast("JsonObject", cast("JsonObject", call["pin"])["attempts"])
    return {name for name, at in attempts.items() if at is not None}


def _happened_to(was: JsonObject | None, now: JsonObject) -> list[str]:
    if was is None:
        return ["pin_redeemed"]
    happened = [_EVENT_OF_STATE[now["state"]]] if was["state"] != now["state"] else []
    if was["match_attempts"] != now["match_attempts"]:
        happened.append("match_code_tried")
    if was["user_id"] != now["user_id"]:
        happened.append("identity_issued")
    if was["consents"] != now["consents"]:
        happened.append("consent_given")
    return happened
