"""GET /api/openapi.json: the document, the routes that are registered and the contract's list are one and the same."""

import json
import subprocess
import sys
from pathlib import Path

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from tests.functions.contract_document import ContractDocument
from tests.functions.product import Product

CONTRACT = {
    "create-call": "POST /api/create-call",
    "issue-pin": "POST /api/issue-pin",
    "redeem-pin": "POST /api/redeem-pin",
    "issue-acs-token": "POST /api/issue-acs-token",
    "jwks": "GET /api/jwks",
    "session": "GET /api/session",
    "resume": "POST /api/resume",
    "consent": "POST /api/consent",
    "widget-config": "GET /api/widget-config",
    "admit": "POST /api/admit",
    "turn-away": "POST /api/turn-away",
    "end-call": "POST /api/end-call",
    "calls": "GET /api/calls",
    "call": "GET /api/calls/{call_id}",
    "me": "GET /api/me",
    "openapi-json": "GET /api/openapi.json",
    "health": "GET /api/health",
    "health-ready": "GET /api/health/ready",
    "local-call-signals": "POST /api/local-call-signals",
    "read-local-call-signals": "GET /api/local-call-signals",
}
CODES = {
    400: {"invalid_request", "pin_malformed"},
    401: {
        "sign_in_required",
        "session_invalid",
        "session_expired",
        "proof_required",
        "proof_invalid",
        "proof_untimely",
    },
    403: {"role_required", "foreign_origin", "pin_rejected", "match_code_wrong", "turned_away"},
    404: {"call_not_found", "participant_not_found", "widget_not_found", "scenario_not_found"},
    409: {
        "call_closed",
        "pin_exhausted",
        "participant_not_waiting",
        "participant_not_admitted",
        "another_customer_admitted",
        "authentication_required",
        "idempotency_key_reused",
    },
    410: {"call_closed", "left"},
    413: {"body_too_large"},
    415: {"content_type"},
    429: {"too_many_attempts"},
    503: {"unavailable"},
}
_REGISTERED = """
import json
import function_app
print(json.dumps([
    [function.get_function_name(), binding.route, [str(getattr(m, "value", m)) for m in binding.methods or []]]
    for function in function_app.app.get_functions()
    for binding in function.get_bindings() if binding.type == "httpTrigger"
]))
"""


def test_the_document_has_the_contracts_routes_and_no_other(document: ContractDocument) -> None:
    documented = {operation["operationId"]: f"{method} {path}" for method, path, operation in document.operations()}

    assert documented == CONTRACT


def test_the_platform_registers_what_the_document_says(tmp_path: Path) -> None:
    environment = {"DATA_DIR": str(tmp_path), "PATH": ""}
    asked = subprocess.run([sys.executable, "-c", _REGISTERED], env=environment, capture_output=True, check=True)
    registered = {name: f"{methods[0]} /{route}" for name, route, methods in json.loads(asked.stdout)}

    assert registered.pop("operator-pages") == "GET /operator/{*path}"
    assert registered == CONTRACT


def test_every_refusal_of_the_contract_is_some_routes_and_none_is_besides(document: ContractDocument) -> None:
    found: dict[int, set[str]] = {}
    for _, _, operation in document.operations():
        for status, response in operation["responses"].items():
            if (
                "application/problem+json" in response.get("content", {})
                and "Front Door" not in response["description"]
            ):
                found.setdefault(int(status), set()).update(response["description"].split(", "))

    assert found == CODES


def test_every_schema_of_the_document_is_one(document: ContractDocument) -> None:
    for schema in document.document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_bodies_and_answers_say_that_no_other_field_is_known(document: ContractDocument) -> None:
    schemas = document.document["components"]["schemas"]

    loose = [
        name
        for name, schema in schemas.items()
        if schema.get("type") == "object" and schema.get("additionalProperties") is not False
    ]
    assert loose == []


async def test_who_may_call_is_in_the_document(product: Product) -> None:
    said = {operation["operationId"]: operation["security"] for _, _, operation in product.document.operations()}

    assert said["create-call"] == said["admit"] == [{"easy_auth": []}]
    assert said["session"] == said["consent"] == [{"session": []}]
    assert said["end-call"] == said["issue-acs-token"] == [{"session": []}, {"easy_auth": []}]
    assert said["redeem-pin"] == said["jwks"] == said["widget-config"] == []
