"""Every refusal of the product, one class each. `code` is stable; the sentence is for a developer's eyes:
front ends put codes into the reader's own language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from shared.instants import Instant


class Refused(Exception):  # noqa: N818 (a refusal is an answer, not a fault)
    """What the product will not do. Never raised itself."""

    code: ClassVar[str]
    title: ClassVar[str]
    detail: ClassVar[str]


@dataclass(frozen=True, slots=True)
class FieldError:
    """One field of a body or query, and what is wrong with it."""

    field: str
    message: str


class InvalidRequest(Refused):
    """Body or query is not of the contract's form; `errors` says where."""

    code = "invalid_request"
    title = "The request is not valid"
    detail = "Correct the fields named in errors and send the request again."

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__(errors)
        self.errors = tuple(errors)


class PinMalformed(Refused):
    """Not the right number of ASCII digits, or a wrong check digit."""

    code = "pin_malformed"
    title = "That is not a PIN"
    detail = "Check the digits and type them again; nothing was counted."


class SignInRequired(Refused):
    """Nobody is signed in."""

    code = "sign_in_required"
    title = "Sign-in is required"
    detail = "Sign in and send the request again."


class SessionInvalid(Refused):
    """The session token is absent, foreign or broken."""

    code = "session_invalid"
    title = "The session is not valid"
    detail = "Resume by the key that redeemed the PIN, or redeem a new one."


class SessionExpired(Refused):
    """The session token was ours and its time is over."""

    code = "session_expired"
    title = "The session has expired"
    detail = "Resume by the key that redeemed the PIN."


class ProofRequired(Refused):
    """The session is bound to a key, and the request does not prove it."""

    code = "proof_required"
    title = "A proof of the session's key is required"
    detail = "Send a DPoP header made by the key that redeemed the PIN (RFC 9449)."


class ProofInvalid(Refused):
    """The proof is broken, was used before, or was made for another request or by another key."""

    code = "proof_invalid"
    title = "The proof is not valid"
    detail = "Make a new one for each request: its method, its address, its token, by the session's key (RFC 9449)."


class ProofUntimely(Refused):
    """All of the proof is right but its time; `server_time` is ours."""

    code = "proof_untimely"
    title = "The proof is dated too far from our time"
    detail = "Set the clock right, or make a new proof dated by server_time."

    def __init__(self, server_time: Instant) -> None:
        super().__init__(server_time)
        self.server_time = server_time


class RoleRequired(Refused):
    """Signed in, without the role that this needs."""

    code = "role_required"
    title = "A role is missing"
    detail = "Ask an administrator for the role that this needs."


class ForeignOrigin(Refused):
    """A browser sent this from a page that is not ours."""

    code = "foreign_origin"
    title = "The request came from another site"
    detail = "Send it from the operator app itself."


class PinRejected(Refused):
    """Unknown, wrong, expired, used, burnt, closed, other widget: one answer for all."""

    code = "pin_rejected"
    title = "The PIN does not work"
    detail = "Ask the operator for a new one."


class TooManyAttempts(Refused):
    """This network has caused too many refused PINs; `retry_after` is in seconds."""

    code = "too_many_attempts"
    title = "Too many attempts"
    detail = "Wait for as long as retry_after says, in seconds, and try again."

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


class MatchCodeWrong(Refused):
    """Not the digits that the customer sees."""

    code = "match_code_wrong"
    title = "The match code is wrong"
    detail = "Ask the customer to read the two digits again; at no attempts left they were turned away."

    def __init__(self, attempts_left: int) -> None:
        super().__init__(attempts_left)
        self.attempts_left = attempts_left


class TurnedAway(Refused):
    """The operator, a superseded PIN or the time in the lobby turned this customer away."""

    code = "turned_away"
    title = "Turned away"
    detail = "Ask the operator for a new PIN."


class CallNotFound(Refused):
    """No such call, or another operator's."""

    code = "call_not_found"
    title = "There is no such call"
    detail = "Look the call up among your own."


class ParticipantNotFound(Refused):
    """No such participant in this call."""

    code = "participant_not_found"
    title = "There is no such participant"
    detail = "Read the call again for its participants."


class WidgetNotFound(Refused):
    """No widget of that id."""

    code = "widget_not_found"
    title = "There is no such widget"
    detail = "Check the widget's id."


class ScenarioNotFound(Refused):
    """No scenario of that name."""

    code = "scenario_not_found"
    title = "There is no such scenario"
    detail = "Check the scenario's name."


class CallClosed(Refused):
    """The call has ended, so it cannot be changed."""

    code = "call_closed"
    title = "The call has ended"
    detail = "Make a new call."


class CallOver(CallClosed):
    """The call has ended, so nobody can be in it any more."""

    detail = "Nobody can join it any more; whoever still needs help needs a new call and its PIN."


class Left(Refused):
    """This participant has left the call."""

    code = "left"
    title = "You have left the call"
    detail = "Ask the operator for a new PIN to come back."


class PinExhausted(Refused):
    """Fifteen failures over all PINs of the call."""

    code = "pin_exhausted"
    title = "This call gets no further PIN"
    detail = "Make a new call: too many wrong PINs were typed for this one."


class ParticipantNotWaiting(Refused):
    """Left, turned away or already in."""

    code = "participant_not_waiting"
    title = "The customer is not waiting"
    detail = "Read the call again: the customer has left, was turned away or is in the call."


class ParticipantNotAdmitted(Refused):
    """Only those who were let in may do this."""

    code = "participant_not_admitted"
    title = "The customer is not in the call yet"
    detail = "Wait until the operator has let them in."


class AnotherCustomerAdmitted(Refused):
    """One customer at a time."""

    code = "another_customer_admitted"
    title = "Another customer is in the call"
    detail = "One customer at a time: end this call or let the other leave first."


class AuthenticationRequired(Refused):
    """The widget demands a customer who is signed in with the bank."""

    code = "authentication_required"
    title = "The customer must sign in first"
    detail = "The customer must sign in with the bank before you can let them in."


class IdempotencyKeyReused(Refused):
    """The same key came with another body."""

    code = "idempotency_key_reused"
    title = "The idempotency key was used for another request"
    detail = "Use a fresh key for a fresh request."


class BodyTooLarge(Refused):
    """Over 16 KB."""

    code = "body_too_large"
    title = "The body is too large"
    detail = "At most 16384 bytes are read."


class ContentTypeRefused(Refused):
    """Anything but application/json."""

    code = "content_type"
    title = "The content type is not accepted"
    detail = "Send Content-Type: application/json."


class Unavailable(Refused):
    """A neighbour is away; nothing was decided. `retry_after` is in seconds."""

    code = "unavailable"
    title = "The service is not available"
    detail = "Nothing was decided; try again after as many seconds as retry_after says."

    def __init__(self, retry_after: int = 1) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after
