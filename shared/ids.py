"""The names of things: how they are made, and what one looks like."""

import hashlib
import re
import secrets
from typing import NewType

CallId = NewType("CallId", str)
ParticipantId = NewType("ParticipantId", str)

_CALL = re.compile(r"call_[0-9a-f]{32}")
_PARTICIPANT = re.compile(r"part_[0-9a-f]{32}")


def new_call_id() -> CallId:
    """128 random bits (OWASP ASVS 5.0, 11.5.1: a UUID has fewer)."""
    return CallId("call_" + secrets.token_hex(16))


def call_id_for(operator_id: str, idempotency_key: str) -> CallId:
    """The one id that this operator's key always makes, so that a repeated request meets its first."""
    seed = f"create-call|{operator_id}|{idempotency_key}".encode()
    return CallId("call_" + hashlib.sha256(seed).hexdigest()[:32])


def new_participant_id() -> ParticipantId:
    """128 random bits."""
    return ParticipantId("part_" + secrets.token_hex(16))


def as_call_id(text: str) -> CallId | None:
    """The id if it has the form of one, else None."""
    return CallId(text) if _CALL.fullmatch(text) else None


def as_participant_id(text: str) -> ParticipantId | None:
    """The id if it has the form of one, else None."""
    return ParticipantId(text) if _PARTICIPANT.fullmatch(text) else None
