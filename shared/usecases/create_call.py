"""Make a call: a room at the call service, and the document that everything else hangs on."""

import hashlib
import json
from dataclasses import dataclass
from typing import cast

from shared.calls import Call, call_of
from shared.errors import IdempotencyKeyReused, ScenarioNotFound, Unavailable, WidgetNotFound
from shared.events import Actor, Event
from shared.ids import CallId, call_id_for, new_call_id
from shared.instants import Instant, after_seconds
from shared.json_values import Json, JsonObject
from shared.ledger import note
from shared.operators import StaffMember
from shared.ports import Ports, Room
from shared.usecases.one_identity import end_identities_elsewhere
from shared.usecases.stray_rooms import discard_room
from shared.widgets import widget

RETENTION_SECONDS = 30 * 86_400
"""How long a call's document outlives its last change."""


@dataclass(frozen=True, slots=True)
class NewCall:
    """What an operator asks for."""

    subject: str | None
    widget: str
    scenario: str | None
    idempotency_key: str | None


async def create_call(ports: Ports, operator: StaffMember, wanted: NewCall, now: Instant) -> Call:
    """The call, as it was when it was made, also when this is a repetition of the same request.

    Raises WidgetNotFound, ScenarioNotFound, IdempotencyKeyReused.
    """
    if widget(wanted.widget) is None:
        raise WidgetNotFound
    if wanted.scenario is not None:
        raise ScenarioNotFound
    key = wanted.idempotency_key
    call_id = call_id_for(operator.object_id, key) if key else new_call_id()
    closes = after_seconds(now, ports.policies.lifetimes.call_seconds)
    room = await ports.calls.open_room(now, closes)
    created = Event(call_id, "call_created", now, Actor("operator", operator.object_id))
    document = _document(call_id, operator, wanted, room, (now, closes), ports.calls.provider, created)
    if await _create(ports, document):
        await note(ports, created.document())
        call = call_of(document, now)
        await end_identities_elsewhere(ports, call, now)
        return call
    await discard_room(ports, room)
    first = await ports.documents.read(call_id)
    if first is None:
        raise Unavailable
    if first["request"] != document["request"]:
        raise IdempotencyKeyReused
    # Also for a repetition: the first time may have died before it came to this.
    await end_identities_elsewhere(ports, call_of(first, now), now)
    return call_of({**first, "state": "open"}, Instant(cast("int", first["created_at"])))


async def _create(ports: Ports, document: JsonObject) -> bool:
    """As `DocumentStore.create`; where the answer was lost, reading tells whose document is there."""
    try:
        return await ports.documents.create(document)
    except Unavailable:
        there = await ports.documents.read(str(document["id"]))
        if there is None:
            raise
        return there["room_id"] == document["room_id"]


def _document(
    call_id: CallId,
    operator: StaffMember,
    wanted: NewCall,
    room: Room,
    times: tuple[Instant, Instant],
    provider: str,
    created: Event,
) -> dict[str, Json]:
    return {
        "id": call_id,
        "type": "call",
        "ttl": RETENTION_SECONDS,
        "state": "open",
        "operator": {"id": operator.object_id, "name": operator.name, "user_id": room.operator_user_id},
        "provider": provider,
        "room_id": room.room_id,
        "widget": wanted.widget,
        "subject": wanted.subject,
        "request": _fingerprint(wanted),
        "created_at": times[0],
        "expires_at": times[1],
        "ended_at": None,
        "end_reason": None,
        "generation": 0,
        "pin": {"state": "none", "failures": 0, "attempts": {}, "expires_at": None},
        "failures": 0,
        "returns": {},
        "admitted": None,
        "participants": {},
        "unsettled": 0,
        "owed_at": times[0],
        "identities_to_delete": [],
        "outbox": [created.document()],
        "outbox_sweeps": 0,
    }


def _fingerprint(wanted: NewCall) -> str:
    asked = json.dumps([wanted.subject, wanted.widget, wanted.scenario])
    return hashlib.sha256(asked.encode()).hexdigest()
