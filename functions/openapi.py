"""OpenAPI 3.1 from the table of routes and the models that check requests and make answers."""

from collections.abc import Iterable
from typing import cast

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from functions.openapi_links import links
from functions.replies import STATUS
from functions.routes import Route
from shared import errors
from shared.json_values import Json, JsonObject
from shared.version import VERSION

_REF = "#/components/schemas/{model}"
_SECURITY: dict[str, list[dict[str, list[str]]]] = {
    "operator": [{"easy_auth": []}],
    "staff": [{"easy_auth": []}],
    "session": [{"session": []}],
    "either": [{"session": []}, {"easy_auth": []}],
    "public": [],
}
_PROBLEM: JsonObject = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "additionalProperties": False,
    "properties": {
        "type": {"const": "about:blank"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
        "attempts_left": {"type": "integer"},
        "retry_after": {"type": "integer"},
        "server_time": {"type": "string", "format": "date-time"},
    },
}


def openapi(routes: Iterable[Route]) -> JsonObject:
    """The document for these routes; static pages are not part of the contract."""
    described = [route for route in routes if route.caller != "page"]
    names = frozenset(route.name for route in described)
    schemas = _schemas(described)
    paths: dict[str, dict[str, Json]] = {}
    for route in described:
        paths.setdefault("/" + route.path, {})[route.method.lower()] = _operation(route, schemas, names)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Assisted Chat", "version": VERSION, "license": {"name": "MIT", "identifier": "MIT"}},
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "session": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                "easy_auth": {"type": "apiKey", "in": "cookie", "name": "AppServiceAuthSession"},
            },
        },
    }


def _schemas(routes: list[Route]) -> dict[str, Json]:
    inward = {model for route in routes for model in (route.body, route.query) if model}
    outward = {model for route in routes for model in route.answers.values() if model}
    _, made = models_json_schema(
        [*((model, "validation") for model in sorted(inward, key=_name)),
         *((model, "serialization") for model in sorted(outward, key=_name))],
        ref_template=_REF,
    )  # fmt: skip
    definitions = cast("dict[str, dict[str, Json]]", made["$defs"])
    for model in inward:
        _refuse_null(definitions[model.__name__])
    return {**definitions, "Problem": _PROBLEM}


def _name(model: type[BaseModel]) -> str:
    return model.__name__


def _refuse_null(schema: dict[str, Json]) -> None:
    """A field of a request may be absent, never null; pydantic's schema of `T | None` says otherwise."""
    for field in cast("dict[str, dict[str, Json]]", schema.get("properties", {})).values():
        choices = cast("list[dict[str, Json]]", field.pop("anyOf", []))
        field.update(*[choice for choice in choices if choice != {"type": "null"}] or [{}])
        if "default" in field and field["default"] is None:
            del field["default"]


def _operation(route: Route, schemas: dict[str, Json], names: frozenset[str]) -> JsonObject:
    operation: dict[str, Json] = {
        "operationId": route.name,
        "summary": (route.handler.__doc__ or "").partition("\n")[0],
        "security": cast("Json", _SECURITY[route.caller]),
        "parameters": [*_path_parameters(route), *_query_parameters(route, schemas), *_headers(route)],
        "responses": {**_answers(route, names), **_refusals(route)},
    }
    if route.body is not None:
        # Whoever comes by cookie sends a Content-Type always, and so a body.
        required = route.caller == "operator" or any(field.is_required() for field in route.body.model_fields.values())
        operation["requestBody"] = {"required": required, "content": _content("application/json", route.body.__name__)}
    return operation


def _content(kind: str, model: str) -> JsonObject:
    return {kind: {"schema": {"$ref": _REF.format(model=model)}}}


def _path_parameters(route: Route) -> list[Json]:
    names = [part[1:-1] for part in route.path.split("/") if part.startswith("{")]
    return [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]


def _query_parameters(route: Route, schemas: dict[str, Json]) -> list[Json]:
    if route.query is None:
        return []
    schema = cast("dict[str, dict[str, JsonObject]]", schemas[route.query.__name__])
    return [
        {"name": name, "in": "query", "required": False, "schema": field}
        for name, field in schema["properties"].items()
    ]


def _headers(route: Route) -> list[Json]:
    named: dict[str, JsonObject] = {}
    if route.name == "create-call":
        named["Idempotency-Key"] = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"}
    if 304 in route.answers:
        named["If-None-Match"] = {"type": "string"}
    if 304 in route.answers and route.held_seconds:
        named["Prefer"] = {"type": "string", "description": "wait=10 holds a 304 back (RFC 7240, 4.3)"}
    if errors.ProofInvalid in route.refusals:
        named["DPoP"] = {"type": "string", "description": "A proof of the session's key (RFC 9449, ES256)"}
    return [{"name": name, "in": "header", "required": False, "schema": schema} for name, schema in named.items()]


def _answers(route: Route, names: frozenset[str]) -> dict[str, Json]:
    made: dict[str, Json] = {}
    for status, model in route.answers.items():
        answer: dict[str, Json] = {"description": route.name, **_sent_headers(route, status)}
        if model is not None:
            answer["content"] = _content("application/json", model.__name__)
        if status < 202 and (onward := links(route.name, names)):
            answer["links"] = onward
        made[str(status)] = answer
    return made


def _sent_headers(route: Route, status: int) -> JsonObject:
    """What comes with every answer of this status; `session` has no ETag beside a fresh token."""
    sent: dict[str, Json] = {"Cache-Control": {"required": True, "schema": {"type": "string"}}}
    if status in {202, 429, 503}:
        sent["Retry-After"] = {"required": True, "schema": {"type": "integer", "minimum": 1}}
    if 304 in route.answers and status in {200, 304}:
        sent["ETag"] = {
            "required": route.name != "session",
            "schema": {"type": "string", "pattern": '^"[0-9a-f]{32}"$'},
        }
    return {"headers": sent}


def _refusals(route: Route) -> dict[str, Json]:
    by_status: dict[int, list[str]] = {403: []}
    refusals: tuple[type[errors.Refused], ...] = (*route.refusals, errors.Unavailable)
    for refused in refusals:
        by_status.setdefault(STATUS[refused], []).append(refused.code)
    made: dict[str, Json] = {}
    for status, codes in sorted(by_status.items()):
        if status in route.answers:
            continue
        words = ", ".join(sorted(set(codes))) or "the request did not come through Front Door: no body"
        made[str(status)] = {
            "description": words,
            **_sent_headers(route, status),
            "content": _content("application/problem+json", "Problem"),
        }
    return made
