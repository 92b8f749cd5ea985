"""Audit events: what happened in a call, who did it, when. Facts only, never a PIN, token or name."""

import secrets
from dataclasses import dataclass, field
from typing import Literal

from shared.ids import CallId
from shared.instants import Instant
from shared.json_values import Json, JsonObject

EventType = Literal[
    "call_created",
    "call_ended",
    "call_distrusted",
    "pin_issued",
    "pin_attempted",
    "pin_redeemed",
    "participant_returned",
    "participant_admitted",
    "participant_turned_away",
    "participant_left",
    "match_code_tried",
    "consent_given",
    "consent_withdrawn",
    "identity_issued",
]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: an operator by object id, a customer by participant id, somebody not yet known, or time itself."""

    kind: Literal["operator", "customer", "stranger", "clock"]
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One audit event; `event_id` makes writing it twice the same as once."""

    call_id: CallId
    type: EventType
    at: Instant
    actor: Actor
    details: JsonObject = field(default_factory=dict)
    event_id: str = field(default_factory=lambda: "event_" + secrets.token_hex(16))

    def document(self) -> dict[str, Json]:
        """The event as it is stored."""
        return {
            "id": self.event_id,
            "call_id": self.call_id,
            "type": self.type,
            "at": self.at,
            "actor": {"kind": self.actor.kind, "id": self.actor.id},
            "details": self.details,
        }
