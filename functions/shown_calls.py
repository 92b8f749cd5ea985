"""A call and its participants as the operator sees them. Never a match code, a PIN, a key or a token."""

from functions.answers import CallListed, CallShown, Consents, ParticipantShown, PinShown
from shared.calls import Call, Participant
from shared.instants import Instant, rfc3339
from shared.moves import ParticipantState


def shown_call(call: Call) -> CallShown:
    """The whole call, participants in the order in which they came."""
    newcomers = sorted(call.participants.values(), key=lambda participant: participant.redeemed_at)
    return CallShown.model_validate(
        {**_fields(call), "participants": [shown_participant(participant) for participant in newcomers]}
    )


def listed_call(call: Call) -> CallListed:
    """The call's entry in the list."""
    waiting = call.count(ParticipantState.WAITING) if call.is_open else 0
    admitted = call.count(ParticipantState.ADMITTED) if call.is_open else 0
    return CallListed.model_validate({**_fields(call), "waiting": waiting, "admitted": admitted})


def shown_participant(participant: Participant) -> ParticipantShown:
    """One customer."""
    return ParticipantShown(
        participant_id=participant.participant_id,
        state=participant.state.value,
        display_name=participant.display_name,
        redeemed_at=rfc3339(participant.redeemed_at),
        admitted_at=_maybe(participant.admitted_at),
        left_at=_maybe(participant.left_at),
        distrusted_at=_maybe(participant.distrusted_at),
        last_seen_at=rfc3339(participant.last_seen_at),
        match_attempts_left=participant.match_attempts_left,
        authenticated=False,
        authentication_reason=participant.authentication_reason,
        subject=None,
        context=[],
        consents=Consents.model_validate({kind: bool(given) for kind, given in participant.consents.items()}),
    )


def _fields(call: Call) -> dict[str, object]:
    return {
        "call_id": call.call_id,
        "state": call.state.value,
        "created_at": rfc3339(call.created_at),
        "expires_at": rfc3339(call.expires_at),
        "ended_at": _maybe(call.ended_at),
        "end_reason": call.end_reason.value if call.end_reason else None,
        "operator_name": call.operator_name,
        "subject": call.subject,
        "widget": call.widget,
        "provider": call.provider,
        "pin": PinShown(state=call.pin_state, expires_at=_maybe(call.pin_expires_at)),
    }


def _maybe(moment: Instant | None) -> str | None:
    return None if moment is None else rfc3339(moment)
