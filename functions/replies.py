"""Answers and refusals as HTTP. The only file with status codes of refusals."""

import hashlib
import json
from collections.abc import Mapping

import azure.functions as func
from pydantic import BaseModel

from shared import errors
from shared.instants import rfc3339
from shared.json_values import Json, JsonObject

STATUS: Mapping[type[errors.Refused], int] = {
    errors.InvalidRequest: 400,
    errors.PinMalformed: 400,
    errors.SignInRequired: 401,
    errors.SessionInvalid: 401,
    errors.SessionExpired: 401,
    errors.ProofRequired: 401,
    errors.ProofInvalid: 401,
    errors.ProofUntimely: 401,
    errors.RoleRequired: 403,
    errors.ForeignOrigin: 403,
    errors.PinRejected: 403,
    errors.MatchCodeWrong: 403,
    errors.TurnedAway: 403,
    errors.CallNotFound: 404,
    errors.ParticipantNotFound: 404,
    errors.WidgetNotFound: 404,
    errors.ScenarioNotFound: 404,
    errors.CallClosed: 409,
    errors.PinExhausted: 409,
    errors.ParticipantNotWaiting: 409,
    errors.ParticipantNotAdmitted: 409,
    errors.AnotherCustomerAdmitted: 409,
    errors.AuthenticationRequired: 409,
    errors.IdempotencyKeyReused: 409,
    errors.CallOver: 410,
    errors.Left: 410,
    errors.BodyTooLarge: 413,
    errors.ContentTypeRefused: 415,
    errors.TooManyAttempts: 429,
    errors.Unavailable: 503,
}

_ALWAYS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
}


def reply(
    answer: BaseModel | JsonObject, status: int = 200, headers: Mapping[str, str] | None = None
) -> func.HttpResponse:
    """A JSON answer."""
    return _response(_text(answer), status, "application/json", headers)


def reply_if_changed(
    request: func.HttpRequest,
    answer: BaseModel | JsonObject,
    headers: Mapping[str, str] | None = None,
    *,
    ignoring: frozenset[str] = frozenset(),
) -> func.HttpResponse:
    """200 with an ETag, or 304 when the client has this already (RFC 9110, 13.1.2).

    `ignoring` names fields of the answer that do not make it another one.
    """
    fields = answer.model_dump(mode="json") if isinstance(answer, BaseModel) else answer
    kept = {name: value for name, value in fields.items() if name not in ignoring}
    tag = f'"{hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:32]}"'
    known = {item.strip().removeprefix("W/") for item in request.headers.get("if-none-match", "").split(",")}
    tagged = {**(headers or {}), "ETag": tag}
    if tag in known or "*" in known:
        return func.HttpResponse(b"", status_code=304, headers={**_ALWAYS, **tagged})
    return reply(answer, 200, tagged)


def refusal(refused: errors.Refused) -> func.HttpResponse:
    """A problem document (RFC 9457)."""
    status = STATUS[type(refused)]
    problem: dict[str, Json] = {
        "type": "about:blank",
        "title": refused.title,
        "status": status,
        "detail": refused.detail,
        "code": refused.code,
    }
    headers = {}
    match refused:
        case errors.InvalidRequest(errors=found):
            problem["errors"] = [{"field": error.field, "message": error.message} for error in found]
        case errors.MatchCodeWrong(attempts_left=left):
            problem["attempts_left"] = left
        case errors.ProofUntimely(server_time=moment):
            problem["server_time"] = rfc3339(moment)
        case errors.TooManyAttempts(retry_after=seconds) | errors.Unavailable(retry_after=seconds):
            problem["retry_after"] = seconds
            headers["Retry-After"] = str(seconds)
        case _:
            pass
    return _response(json.dumps(problem), status, "application/problem+json", headers)


def closed_door() -> func.HttpResponse:
    """403 without a word: the request did not come through Front Door."""
    return func.HttpResponse(b"", status_code=403, headers=_ALWAYS)


def _text(answer: BaseModel | JsonObject) -> str:
    return answer.model_dump_json() if isinstance(answer, BaseModel) else json.dumps(answer)


def _response(text: str, status: int, mimetype: str, headers: Mapping[str, str] | None) -> func.HttpResponse:
    return func.HttpResponse(
        text.encode(), status_code=status, mimetype=mimetype, headers={**_ALWAYS, **(headers or {})}
    )
