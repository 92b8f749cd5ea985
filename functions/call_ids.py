"""Ids in bodies and paths: what has not the form of an id is simply not found."""

from shared.errors import CallNotFound, ParticipantNotFound
from shared.ids import CallId, ParticipantId, as_call_id, as_participant_id


def call_id_in(text: str | None) -> CallId:
    """Raises CallNotFound."""
    call_id = as_call_id(text or "")
    if call_id is None:
        raise CallNotFound
    return call_id


def participant_id_in(text: str) -> ParticipantId:
    """Raises ParticipantNotFound."""
    participant_id = as_participant_id(text)
    if participant_id is None:
        raise ParticipantNotFound
    return participant_id
