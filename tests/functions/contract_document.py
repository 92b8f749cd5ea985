"""The served OpenAPI document, held against every answer that a test gets."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

import httpx
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

JSON = "application/json"
PROBLEM = "application/problem+json"
EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "access-control-expose-headers": "ETag, Retry-After",
    "referrer-policy": "no-referrer",
}
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_MUST_WAIT = {202, 429, 503}


class ContractDocument:
    """OpenAPI 3.1, as `GET /api/openapi.json` gives it."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self._validators: dict[str, Draft202012Validator] = {}

    def operations(self) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        """Method in capitals, path and operation of each."""
        for path, item in self.document["paths"].items():
            for method, operation in item.items():
                yield method.upper(), path, operation

    def operation(self, method: str, path: str) -> Mapping[str, Any] | None:
        """What the document says about this request, or None for an address that is not in it."""
        for known, template, operation in self.operations():
            if known == method and re.fullmatch(
                re.sub(r"\{\w+\}", "[^/]+", re.escape(template).replace("\\{", "{").replace("\\}", "}")), path
            ):
                return operation
        return None

    def takes(self, method: str, path: str, body: object) -> bool:
        """Whether the document lets this body in."""
        operation = self.operation(method, path)
        assert operation is not None
        schema = operation["requestBody"]["content"][JSON]["schema"]
        return bool(self._validator(schema["$ref"]).is_valid(body))

    def check(self, answer: httpx.Response) -> httpx.Response:
        """The answer itself, after holding it against the document and what the contract says of every answer."""
        method, path = answer.request.method, answer.request.url.path
        operation = self.operation(method, path)
        assert operation is not None, f"{method} {path} is not in the document"
        where = f"{method} {path}: {answer.status_code} {answer.text[:500]}"
        declared = operation["responses"].get(str(answer.status_code))
        assert declared is not None, f"not declared: {where}"
        self._check_headers(answer, where)
        if answer.status_code == 304:
            assert answer.content == b"", where
            return answer
        body = answer.json()
        kind = PROBLEM if "code" in body and "title" in body else JSON
        assert answer.headers["content-type"] == kind, where
        if "content" in declared:
            errors = list(self._validator(declared["content"][kind]["schema"]["$ref"]).iter_errors(body))
            assert not errors, f"{errors[0].message} in {where}"
        if kind == PROBLEM:
            assert body["status"] == answer.status_code, where
            assert body["code"] in declared["description"].split(", "), f"code not declared: {where}"
        if answer.status_code < 300 and "requestBody" in operation and answer.request.content:
            sent = json.loads(answer.request.content)
            assert self.takes(method, path, sent), f"accepted what the document refuses: {sent} by {where}"
        _check_times(body, where)
        return answer

    def _check_headers(self, answer: httpx.Response, where: str) -> None:
        for name, value in EVERYWHERE.items():
            assert answer.headers.get_list(name) == [value], f"{name} of {where}"
        fresh = answer.request.url.path == "/api/jwks" and answer.status_code in {200, 304}
        assert answer.headers["cache-control"] == ("public, max-age=300" if fresh else "no-store"), where
        assert "set-cookie" not in answer.headers, where
        waits = answer.headers.get("retry-after")
        if answer.status_code in _MUST_WAIT:
            assert waits is not None, where
            assert waits == str(answer.json()["retry_after"]), where
            assert int(waits) >= 1, where
        else:
            assert waits is None, where

    def _validator(self, reference: str) -> Draft202012Validator:
        if reference not in self._validators:
            schema = {"$ref": reference, "components": self.document["components"]}
            self._validators[reference] = Draft202012Validator(schema)
        return self._validators[reference]


def _check_times(value: object, where: str) -> None:
    if isinstance(value, dict):
        for name, field in cast("dict[str, object]", value).items():
            if isinstance(field, str) and (name.endswith("_at") or name in {"at", "expires_on"}):
                assert _TIME.fullmatch(field), f"{name} is not RFC 3339 in {where}"
            _check_times(field, where)
    elif isinstance(value, list):
        for item in value:
            _check_times(item, where)
