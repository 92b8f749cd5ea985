"""Bodies and queries -> pydantic models, or a refusal that says which field is wrong."""

import json
from typing import NoReturn, TypeVar

import azure.functions as func
from pydantic import BaseModel, ValidationError

from shared.errors import BodyTooLarge, ContentTypeRefused, FieldError, InvalidRequest

MAX_BODY_BYTES = 16 * 1024
MAX_ERRORS = 20
"""Wrong fields that a refusal names; a body that has more is not helped by the rest."""
_Model = TypeVar("_Model", bound=BaseModel)


def body(request: func.HttpRequest, model: type[_Model]) -> _Model:
    """The body, checked. Raises ContentTypeRefused, BodyTooLarge, InvalidRequest.

    A model without a required field takes no body as `{}`.
    """
    raw, content_type = request.get_body(), request.headers.get("content-type")
    optional = not any(field.is_required() for field in model.model_fields.values())
    if not raw and content_type is None and optional:
        return model()
    check_content_type(content_type)
    if len(raw) > MAX_BODY_BYTES:
        raise BodyTooLarge
    return _checked(model, _json(raw or b"{}") if optional else _json(raw))


def check_content_type(content_type: str | None) -> None:
    """Raise ContentTypeRefused for anything but application/json, with no charset or with UTF-8."""
    kind, _, parameters = (content_type or "").partition(";")
    charset = parameters.strip().lower().replace('"', "")
    if kind.strip().lower() != "application/json" or charset not in {"", "charset=utf-8"}:
        raise ContentTypeRefused


def query(request: func.HttpRequest, model: type[_Model]) -> _Model:
    """The query's parameters, checked; unknown ones are refused. Raises InvalidRequest."""
    return _checked(model, dict(request.params), strict=False)


def _checked(model: type[_Model], value: object, *, strict: bool = True) -> _Model:
    try:
        return model.model_validate(value, strict=strict)
    except ValidationError as error:
        raise InvalidRequest(
            [
                FieldError(".".join(map(str, found["loc"])) or "body", found["msg"])
                for found in error.errors(include_url=False, include_input=False, include_context=False)[:MAX_ERRORS]
            ]
        ) from None


def _json(raw: bytes) -> object:
    try:
        return json.loads(raw.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise InvalidRequest([FieldError("body", "must be one JSON object in UTF-8, no name twice")]) from None


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name stands twice")
    return made


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
