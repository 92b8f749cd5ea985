"""What the contract lets in: a model per body and per query. Unknown fields are refused, types are exact."""

import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from functions.waiting import MAX_MAIL_WAIT_SECONDS

MAX_DISPLAY_NAME = 40
MAX_SUBJECT = 120
_NAME_MARKS = " '.-"
_INVISIBLE = "\u115f\u1160\u3164\uffa0"
"""Letters by category that show nothing: fillers of Hangul."""


class Body(BaseModel):
    """A body of exactly these fields."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Query(BaseModel):
    """A query of exactly these parameters, read from text."""

    model_config = ConfigDict(extra="forbid")


def _name(text: str) -> str:
    """NFC; letters (with their accents), spaces, apostrophes, full stops and hyphens: no bidi controls."""
    name = unicodedata.normalize("NFC", text).strip()
    if not name or len(name) > MAX_DISPLAY_NAME:
        raise ValueError(f"1 to {MAX_DISPLAY_NAME} characters are needed")
    letters = [char for char in name if unicodedata.category(char)[0] == "L" and char not in _INVISIBLE]
    if not letters or not all(char in letters or char in _NAME_MARKS or _is_accent(char) for char in name):
        raise ValueError("letters, spaces and ' . - alone are fine")
    return name


def _is_accent(char: str) -> bool:
    return unicodedata.category(char)[0] == "M"


def _subject(text: str) -> str:
    subject = unicodedata.normalize("NFC", text).strip()
    if not subject or len(subject) > MAX_SUBJECT:
        raise ValueError(f"1 to {MAX_SUBJECT} characters are needed")
    if any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in subject):
        raise ValueError("control characters are not fine")
    return subject


def _not_null(value: object) -> object:
    """A field that need not be there may be left out, not be null."""
    if value is None:
        raise ValueError("null is not fine; leave the field out")
    return value


Given = BeforeValidator(_not_null)
"""Marks a field that may be absent (then None) but not null."""

Id = Annotated[str, StringConstraints(max_length=200)]
"""Any text: one that is not an id of ours is simply not found."""
RedemptionKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{22,86}$")]
DisplayName = Annotated[
    str, AfterValidator(_name), WithJsonSchema({"type": "string", "minLength": 1, "maxLength": MAX_DISPLAY_NAME})
]
Subject = Annotated[
    str, AfterValidator(_subject), WithJsonSchema({"type": "string", "minLength": 1, "maxLength": MAX_SUBJECT})
]

CustomerToken = Annotated[str, StringConstraints(max_length=16_384)]
"""Any text: a token that is not one never fails the redemption."""
TextVersion = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,40}$")]


class CreateCall(Body):
    """POST /api/create-call."""

    subject: Annotated[Subject | None, Given] = None
    widget: Id = "default"
    scenario: Annotated[Id | None, Given] = None


class CallNamed(Body):
    """A body that names a call."""

    call_id: Id


class LeaveCall(Body):
    """What a customer says who leaves: nothing, or that they do not trust the call."""

    reason: Annotated[Literal["distrust"] | None, Given] = None


class EndOrLeaveCall(LeaveCall):
    """POST /api/end-call: an operator names the call, a customer may say why."""

    call_id: Annotated[Id | None, Given] = None


class MaybeCallNamed(Body):
    """What a route for both takes: an operator names the call, a customer's session does."""

    call_id: Annotated[Id | None, Given] = None


class RedeemPin(Body):
    """POST /api/redeem-pin."""

    pin: Annotated[str, StringConstraints(max_length=64)]
    redemption_key: RedemptionKey
    widget: Id = "default"
    display_name: Annotated[DisplayName | None, Given] = None
    customer_token: Annotated[CustomerToken | None, Given] = None


class Resume(Body):
    """POST /api/resume; a browser that proves its key (DPoP) needs no redemption key."""

    call_id: Id
    participant_id: Id
    redemption_key: Annotated[RedemptionKey | None, Given] = None


class Consent(Body):
    """POST /api/consent."""

    kind: Literal["screen", "microphone", "camera", "pointer"]
    granted: bool
    text_version: Annotated[TextVersion | None, Given] = None


class Admit(Body):
    """POST /api/admit."""

    call_id: Id
    participant_id: Id
    match_code: Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")]


class ParticipantNamed(Body):
    """A body that names a participant of a call."""

    call_id: Id
    participant_id: Id


class NoFields(Body):
    """A body with nothing in it."""


class SendSignal(Body):
    """POST /api/local-call-signals; an operator names the call."""

    call_id: Annotated[Id | None, Given] = None
    to: Id
    kind: Literal["offer", "answer", "candidate", "restart", "bye"]
    data: Annotated[str, StringConstraints(max_length=15_000)]


class ReadSignals(Query):
    """GET /api/local-call-signals."""

    call_id: Id = ""
    after: Annotated[int, Field(ge=0, le=2**53)] = 0
    wait: Annotated[float, Field(ge=0, le=MAX_MAIL_WAIT_SECONDS, allow_inf_nan=False)] = 0


class ListCalls(Query):
    """GET /api/calls."""

    limit: Annotated[int, Field(ge=1, le=100)] = 20
    after: Annotated[str, StringConstraints(max_length=200)] = ""


class WidgetNamed(Query):
    """GET /api/widget-config."""

    widget: Id = "default"
